import Modems

/// A recording that is kept.
public struct RecordingView: Hashable, Sendable, Codable {
    /// The name under which it is kept.
    public var id: String
    public var modem: String
    public var dialect: String
    /// When its first and its last line were said, as of RFC 3339.
    public var began: String
    public var ended: String
    /// Why it was kept, each with its time in front; the first one first.
    public var reasons: [String]
    public var octets: Int
    /// Its file on the daemon's machine.
    public var file: String

    init(_ kept: KeptRecording) {
        let header = Recording.Header(headOf: kept.head)
        id = kept.id
        modem = header?.modem ?? ""
        dialect = header?.dialect ?? ""
        began = header?.began ?? ""
        ended = header?.ended ?? ""
        reasons = header?.reasons ?? ["its beginning cannot be read"]
        octets = kept.octets
        file = kept.file
    }
}

extension Control {
    /// The recordings that are kept, the newest first.
    public func recordings() async throws(ControlProblem) -> [RecordingView] {
        let shelf = try shelf()
        do {
            return try await shelf.list().map { RecordingView($0) }
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// Keeps what is remembered of a modem now.
    public func keepRecording(of modem: String) async throws(ControlProblem) -> RecordingView {
        let shelf = try shelf()
        let handle = try handle(of: modem)
        let now = self.now
        guard let recording = core.recording(of: handle, reasons: ["\(now) somebody asked for it"]) else {
            throw .conflict("nothing was said to \(modem) in the last minutes: there is nothing to keep")
        }
        let id = core.recordings.newID(of: modem, at: now)
        do {
            try await shelf.keep(recording.text, as: id)
            guard let kept = try await shelf.list().first(where: { $0.id == id }) else {
                throw RecordingProblem(
                    "the recording \(id) made room for newer ones at once: raise recordings.megabytes"
                )
            }
            return RecordingView(kept)
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// The text of a recording.
    public func recording(_ id: String) async throws(ControlProblem) -> String {
        let shelf = try shelf()
        let text: String?
        do {
            text = try await shelf.text(of: id)
        } catch {
            throw .unavailable("\(error)")
        }
        guard let text else { throw .notFound("there is no recording \(id): modem recording list shows them") }
        return text
    }

    private func shelf() throws(ControlProblem) -> any RecordingShelf {
        guard let settings = core.recordings.settings else {
            throw .conflict("nothing is recorded: recordings are switched off in the configuration")
        }
        return settings.shelf
    }
}
