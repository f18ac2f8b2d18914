extension ServiceCentreTime {
    /// Reads seven octets of swapped digits; `nil` for an impossible time. The caller has checked that they are there.
    init?(octets: ArraySlice<UInt8>) {
        let start = octets.startIndex
        func number(_ index: Int) -> Int? {
            let octet = octets[start + index]
            let tens = octet & 0x0F
            let ones = octet >> 4
            return tens < 10 && ones < 10 ? Int(tens * 10 + ones) : nil
        }
        // The low nibble of the zone is a sign bit and three bits of tens.
        let zone = octets[start + 6]
        guard zone >> 4 < 10, let year = number(0), let month = number(1), let day = number(2),
            let hour = number(3), let minute = number(4), let second = number(5)
        else { return nil }
        let quarters = Int(zone & 0x07) * 10 + Int(zone >> 4)
        self.init(
            year: year < 70 ? 2000 + year : 1900 + year,
            month: month,
            day: day,
            hour: hour,
            minute: minute,
            second: second,
            quarterHours: zone & 0x08 == 0 ? quarters : -quarters
        )
    }

    /// The seven octets.
    var octets: [7 of UInt8] {
        [
            Self.swapped(year % 100), Self.swapped(month), Self.swapped(day), Self.swapped(hour), Self.swapped(minute),
            Self.swapped(second), Self.swapped(abs(quarterHours)) | (quarterHours < 0 ? 0x08 : 0),
        ]
    }

    private static func swapped(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (value % 10) << 4 | value / 10)
    }
}
