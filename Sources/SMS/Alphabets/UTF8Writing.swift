/// Scalars as UTF-8 into a string's own storage.
enum UTF8Writing {
    /// Writes a scalar of the basic plane, no surrogate, in one to three octets, and returns where it ends. The caller has
    /// made room.
    @inline(__always)
    static func append(_ scalar: UInt16, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        if scalar < 0x80 {
            buffer[start] = UInt8(truncatingIfNeeded: scalar)
            return start + 1
        }
        if scalar < 0x800 {
            buffer[start] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
            buffer[start + 1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
            return start + 2
        }
        buffer[start] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
        buffer[start + 1] = 0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F)
        buffer[start + 2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
        return start + 3
    }
}
