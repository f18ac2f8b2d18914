extension GSMAlphabet {
    /// As ``length(of:)`` with the tables of a national language.
    public static func length(of scalar: Unicode.Scalar, tables: ShiftTables) -> Int? {
        code(of: scalar, tables: tables).map { $0 & extended == 0 ? 1 : 2 }
    }

    /// As ``septets(of:)`` with the tables of a national language. A character that both tables have is written with the
    /// locking shift table, in one septet.
    public static func septets(of text: String, tables: ShiftTables) -> [UInt8]? {
        guard !tables.isStandard else { return septets(of: text) }
        var septets: [UInt8] = []
        septets.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let code = code(of: scalar, tables: tables) else { return nil }
            if code & extended != 0 {
                septets.append(escape)
            }
            septets.append(code & 0x7F)
        }
        return septets
    }

    /// As ``text(of:)`` with the tables of a national language. An escape before a code that the single shift table does
    /// not have shows the character of the locking shift (or default) table; a code without a character shows a space.
    public static func text(of septets: some Collection<UInt8>, tables: ShiftTables) -> String {
        guard !tables.isStandard else { return text(of: septets) }
        let main = tables.locking.flatMap { NationalTables.locking($0) } ?? defaultScalars
        let shifted = tables.single.map { NationalTables.single($0) }
        var units: [UInt16] = []
        units.reserveCapacity(septets.count)
        var escaped = false
        for septet in septets {
            let code = septet & 0x7F
            var unit: UInt16 = 0
            if escaped {
                escaped = false
                if let shifted {
                    unit = shifted[Int(code)]
                } else {
                    unit = extensionScalar(of: code) ?? 0
                }
            } else if code == escape {
                escaped = true
                continue
            }
            if unit == 0 {
                unit = main[Int(code)]
            }
            units.append(unit == 0 ? 0x20 : unit)
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func code(of scalar: Unicode.Scalar, tables: ShiftTables) -> UInt8? {
        guard !tables.isStandard else { return code(of: scalar) }
        guard let unit = UInt16(exactly: scalar.value) else { return nil }
        let standard = code(of: scalar)
        if let locking = tables.locking {
            if let code = NationalTables.lockingCode(of: unit, in: locking) { return code }
        } else if let standard, standard & extended == 0 {
            return standard
        }
        if let single = tables.single {
            return NationalTables.singleCode(of: unit, in: single).map { $0 | extended }
        }
        return standard.flatMap { $0 & extended == 0 ? nil : $0 }
    }
}
