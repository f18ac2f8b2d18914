/// The answer to `+COPS?` (TS 27.007 clause 7.3).
public struct OperatorChoice: Sendable, Hashable {
    /// 0 automatic, 1 by hand, 2 deregistered, 4 by hand then automatic.
    public var mode: Int
    /// Name or number of the network; nil where not registered.
    public var name: String?
    /// Access technology, as in `Registration`.
    public var technology: Int?

    /// Reads `+COPS: mode[,format,"name"[,technology]]`.
    public static func parse(_ lines: [String]) -> OperatorChoice? {
        for line in lines.reversed() {
            guard let row = InformationLine(line), row.prefix == "+COPS" else { continue }
            let fields = row.fields
            guard let mode = fields.first?.number else { continue }
            let name = fields.count > 2 ? String(fields[2].text.prefix(40)) : ""
            return OperatorChoice(
                mode: mode,
                name: name.isEmpty ? nil : name,
                technology: fields.count > 3 ? fields[3].number : nil
            )
        }
        return nil
    }
}

/// The answer to `+CSMS?` (TS 27.005 clause 3.2.1).
public struct SMSService: Sendable, Hashable {
    public var service: Int
    public var receives: Bool
    public var sends: Bool

    /// Reads `+CSMS: [service,]mt,mo,bm`.
    public static func parse(_ lines: [String]) -> SMSService? {
        for line in lines.reversed() {
            guard let row = InformationLine(line), row.prefix == "+CSMS" else { continue }
            let values = row.fields.compactMap(\.number)
            if values.count >= 4 {
                return SMSService(service: values[0], receives: values[1] != 0, sends: values[2] != 0)
            }
            if values.count == 3 { return SMSService(service: 0, receives: values[0] != 0, sends: values[1] != 0) }
        }
        return nil
    }
}
