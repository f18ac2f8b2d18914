/// The tables that septets are read and written with: the default ones, or those of a national language in their place
/// (3GPP TS 23.038 clauses 6.2.1.2.1 to 6.2.1.2.3).
public struct ShiftTables: Hashable, Sendable {
    /// Takes the place of the default alphabet.
    public var locking: NationalLanguage?
    /// Takes the place of the default extension table, behind an escape.
    public var single: NationalLanguage?

    /// Spanish has no locking shift table; asked for, it is left out.
    public init(locking: NationalLanguage? = nil, single: NationalLanguage? = nil) {
        self.locking = locking.flatMap { $0.hasLockingShift ? $0 : nil }
        self.single = single
    }

    /// The tables that a header names (elements 0x24 and 0x25); of several the last good one counts. An unknown language
    /// and a wrong length leave the default table (TS 23.040 clauses 9.2.3.24.15 and 9.2.3.24.16).
    public init(header: [InformationElement]) {
        self.init()
        for element in header {
            switch element.kind {
            case .singleShift(let id): single = NationalLanguage(rawValue: id)
            case .lockingShift(let id):
                locking = NationalLanguage(rawValue: id).flatMap { $0.hasLockingShift ? $0 : nil }
            default: break
            }
        }
    }

    /// The default alphabet with its extension.
    public static let standard = ShiftTables()

    /// Whether no national table is in use.
    public var isStandard: Bool { locking == nil && single == nil }

    /// The header elements that name the tables; none for the default ones.
    public var elements: [InformationElement] {
        var elements: [InformationElement] = []
        if let single {
            elements.append(InformationElement(identifier: InformationElement.singleShift, data: [single.rawValue]))
        }
        if let locking {
            elements.append(InformationElement(identifier: InformationElement.lockingShift, data: [locking.rawValue]))
        }
        return elements
    }

    /// The tables that a sender may choose among for a language, the fewest header octets first.
    static func choices(for language: NationalLanguage) -> [ShiftTables] {
        let single = ShiftTables(single: language)
        guard language.hasLockingShift else { return [.standard, single] }
        return [.standard, single, ShiftTables(locking: language), ShiftTables(locking: language, single: language)]
    }
}
