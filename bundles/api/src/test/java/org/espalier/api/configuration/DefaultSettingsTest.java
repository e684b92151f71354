package org.espalier.api.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultSettingsTest {
    @Test
    void defaultsAreThoseOfTheAnnotation() {
        assertEquals(7, Settings.defaults().as(Sevens.class).seven());
        assertEquals(Optional.of("x"), Optional.of(Settings.defaults().as(Sevens.class).x()));
    }

    @interface Sevens {
        int seven() default 7;

        String x() default "x";
    }
}
