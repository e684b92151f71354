package org.espalier.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotographNameTest {
    @ParameterizedTest
    @CsvSource({
        "photo.jpg, photo",
        "no-ending, no-ending",
        "/data/local-files/?d=photos/2007_000032.jpg, 2007_000032",
        "/data/local-files/?x=1&d=a%2Fb%20c.png&y=2, b c",
        "/data/upload/1/0a1b2c3d-cat.jpg, cat",
        "http://host:8080/data/upload/0a1b2c3d-cat.jpg, 0a1b2c3d-cat",
        "/photos/0a1b2c3d-cat.jpg, 0a1b2c3d-cat",
        "s3://bucket/dir/cat.v2.png, cat.v2",
        "https://host/cat.jpg?token=a/b.c#x, cat",
        "https://host/a+b.jpg, a+b",
        "C:\\photos\\cat.bmp, cat",
        "100%.jpg, 100%",
    })
    void theIdIsTheNameOfTheFile(String address, String id) {
        assertEquals(id, PhotographName.ofAddress(address));
    }

    @ParameterizedTest
    @CsvSource({"a/b.jpg, a/b", "a.d/b, a.d/b", "b, b", "a/b.c.d, a/b.c"})
    void onlyTheLastEndingIsTakenOff(String path, String expected) {
        assertEquals(expected, PhotographName.withoutEnding(path));
    }
}
