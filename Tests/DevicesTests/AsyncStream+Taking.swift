extension AsyncStream<[UInt8]> {
    /// Takes chunks until there are so many octets, or the end.
    func take(_ count: Int) async -> [UInt8] {
        var taken: [UInt8] = []
        for await chunk in self {
            taken += chunk
            if taken.count >= count { break }
        }
        return taken
    }
}
