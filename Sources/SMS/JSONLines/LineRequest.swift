/// One request of the line protocol: the members of its object.
struct LineRequest {
    private let members: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]

    init(members: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]) {
        self.members = members
    }

    /// A member as it is written; of several with one name the last counts.
    subscript(name: String) -> ArraySlice<UInt8>? {
        members.last { JSONString.text($0.name) == name }?.value
    }

    func string(_ name: String) throws(LineError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = JSONString.text(value) else {
            throw .badRequest("\"\(name)\" must be a string of Unicode text")
        }
        return text
    }

    func requiredString(_ name: String) throws(LineError) -> String {
        guard let text = try string(name) else { throw .badRequest("\"\(name)\" is missing") }
        return text
    }

    /// As ``string(_:)``; `null` is no value.
    func optionalString(_ name: String) throws(LineError) -> String? {
        isNull(name) ? nil : try string(name)
    }

    func flag(_ name: String) throws(LineError) -> Bool? {
        guard let value = self[name] else { return nil }
        if value.elementsEqual("true".utf8) { return true }
        if value.elementsEqual("false".utf8) { return false }
        throw .badRequest("\"\(name)\" must be true or false")
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(LineError) -> Int? {
        guard let value = self[name] else { return nil }
        guard let integer = JSONNumber.integer(value), range ~= integer else {
            let bounds =
                range.upperBound == .max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw .badRequest("\"\(name)\" must be an integer, \(bounds)")
        }
        return integer
    }

    /// As ``integer(_:in:)``; `null` is no value.
    func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(LineError) -> Int? {
        isNull(name) ? nil : try integer(name, in: range)
    }

    func requiredStrings(_ name: String) throws(LineError) -> [String] {
        guard let value = self[name] else { throw .badRequest("\"\(name)\" is missing") }
        var scanner = JSONScanner(Array(value))
        guard let elements = try? scanner.array() else { throw .badRequest("\"\(name)\" must be a list of strings") }
        var strings: [String] = []
        for element in elements {
            guard let text = JSONString.text(element) else {
                throw .badRequest("\"\(name)\" must be a list of strings")
            }
            strings.append(text)
        }
        return strings
    }

    /// The members of an object; `null` is no value.
    func object(_ name: String) throws(LineError) -> LineRequest? {
        guard let value = self[name], !isNull(name) else { return nil }
        var scanner = JSONScanner(Array(value))
        guard let members = try? scanner.object() else { throw .badRequest("\"\(name)\" must be an object") }
        return LineRequest(members: members)
    }

    /// Hexadecimal text as octets; `null` is no value.
    func octets(_ name: String) throws(LineError) -> [UInt8]? {
        guard let text = try optionalString(name) else { return nil }
        guard let octets = Hex.decode(text) else {
            throw LineError(
                code: DecodeError.Code.badHex.rawValue,
                message: "\"\(name)\" must be an even number of hexadecimal digits"
            )
        }
        return octets
    }

    private func isNull(_ name: String) -> Bool {
        self[name]?.elementsEqual("null".utf8) ?? false
    }
}
