/// Where recordings are kept.
public protocol RecordingShelf: Sendable {
    /// Keeps a recording under that name; one that is kept under it is replaced. The oldest ones make room.
    func keep(_ text: String, as id: String) async throws(RecordingProblem)

    /// What is kept, the newest first.
    func list() async throws(RecordingProblem) -> [KeptRecording]

    /// The text of one; `nil` where none is kept under that name.
    func text(of id: String) async throws(RecordingProblem) -> String?
}

/// A recording on its shelf.
public struct KeptRecording: Hashable, Sendable {
    public var id: String
    /// Where people find it.
    public var file: String
    public var octets: Int
    /// The beginning of its text: the head in any case.
    public var head: String

    public init(id: String, file: String, octets: Int, head: String) {
        self.id = id
        self.file = file
        self.octets = octets
        self.head = head
    }
}

/// Why a recording could not be kept or read.
public struct RecordingProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) {
        self.description = description
    }
}
