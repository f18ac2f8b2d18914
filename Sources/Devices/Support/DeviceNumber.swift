internal import Glibc

/// The halves of a `dev_t`, as `makedev(3)` packs them.
struct DeviceNumber: Hashable {
    let major: UInt32
    let minor: UInt32

    init(_ device: dev_t) {
        let device = UInt64(device)
        major = UInt32(truncatingIfNeeded: (device >> 8 & 0xfff) | (device >> 32 & ~0xfff))
        minor = UInt32(truncatingIfNeeded: (device & 0xff) | (device >> 12 & ~0xff))
    }
}
