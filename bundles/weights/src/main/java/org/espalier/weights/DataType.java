package org.espalier.weights;

import java.nio.ByteBuffer;

/** How the format stores a number; those that are no floats are known by their size alone. */
enum DataType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    F8_E5M2(1),
    F8_E4M3(1),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The type of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static DataType of(String name) {
        for (DataType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("dtype " + name + " is not known");
    }

    int bytes() {
        return bytes;
    }

    boolean isRead() {
        return this == F32 || this == F16 || this == BF16 || this == F64;
    }

    /** The next number of a little-endian buffer. */
    float get(ByteBuffer buffer) {
        return switch (this) {
            case F64 -> (float) buffer.getDouble();
            case F32 -> buffer.getFloat();
            case F16 -> half(buffer.getShort());
            case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            default -> throw new IllegalStateException(this + " is not read");
        };
    }

    /** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        int sign = bits & 0x8000;
        if (exponent == 0) {
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign << 16 | wide << 23 | fraction << 13);
    }
}
