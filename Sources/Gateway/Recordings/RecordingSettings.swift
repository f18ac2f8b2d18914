public import Modems

/// How the dialogues with modems are remembered.
public struct RecordingSettings: Sendable {
    public var shelf: any RecordingShelf
    /// How much of each port is in memory.
    public var recorder = FlightRecorder.Settings()
    /// When a recording is kept by itself; `nil`: only when somebody asks for it.
    public var incidents: IncidentBook.Settings? = IncidentBook.Settings()

    public init(shelf: any RecordingShelf) {
        self.shelf = shelf
    }
}
