extension JSONWriter {
    mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        self.value(value)
    }

    mutating func member(_ name: StaticString, _ value: (some BinaryInteger)?) {
        self.name(name)
        if let value { self.value(value) } else { null() }
    }

    mutating func member(_ name: StaticString, _ value: String?) {
        self.name(name)
        if let value { self.value(value) } else { null() }
    }

    /// An object, or `null` for no value.
    mutating func member<Value>(
        _ name: StaticString,
        _ value: Value?,
        _ members: (inout JSONWriter, Value) -> Void
    ) {
        self.name(name)
        if let value {
            object { members(&$0, value) }
        } else {
            null()
        }
    }
}
