import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// Keeps what a modem said before something went wrong. Lines only say what went wrong and go on; masking and writing
/// are done here.
struct RecordingKeeper: Sendable {
    let core: Core

    /// What went wrong and is not written yet.
    final class Board: Sendable {
        private struct State {
            var book: IncidentBook
            /// Under which name the recording of a modem's last incident is kept.
            var ids: [String: String] = [:]
            /// The last second that is part of a name: no two recordings have one name.
            var lastStamp: Timestamp?
        }

        let settings: RecordingSettings?
        let changes = Bell()
        private let state: Mutex<State>

        init(_ settings: RecordingSettings?) {
            self.settings = settings
            state = Mutex(State(book: IncidentBook(settings: settings?.incidents ?? IncidentBook.Settings())))
        }

        /// A name that no recording had, such as `line1-20261125T185144Z`.
        func newID(of modem: String, at now: Timestamp) -> String {
            state.withLock { Self.newID(of: modem, at: now, &$0) }
        }

        private static func newID(of modem: String, at now: Timestamp, _ state: inout State) -> String {
            var stamp = Timestamp(seconds: now.seconds)
            if let last = state.lastStamp, stamp <= last { stamp = last + .seconds(1) }
            state.lastStamp = stamp
            let last = modem.split(separator: "/").last ?? "modem"
            let name = last.prefix(40).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }
            let time = "\(stamp)".prefix { $0 != "." && $0 != "Z" }.filter { $0 != "-" && $0 != ":" }
            return "\(String(name))-\(time)Z"
        }

        func note(_ reason: String, of handle: String, named name: String, at elapsed: Duration, _ now: Timestamp) {
            state.withLock { state in
                guard state.book.note(reason, of: handle, at: elapsed) else { return }
                state.ids[handle] = Self.newID(of: name, at: now, &state)
            }
            changes.ring()
        }

        func next(at elapsed: Duration) -> (IncidentBook.Incident, id: String)? {
            state.withLock { state in
                guard let incident = state.book.next(at: elapsed), let id = state.ids[incident.modem] else {
                    return nil
                }
                return (incident, id)
            }
        }

        func isPending(_ handle: String) -> Bool { state.withLock { $0.book.isPending(handle) } }

        var deadline: Duration? { state.withLock { $0.book.deadline } }
    }

    func run() async {
        guard let settings = core.recordings.settings, settings.incidents != nil else { return }
        while !Task.isCancelled {
            let seen = core.recordings.changes.count
            while let (incident, id) = core.recordings.next(at: core.stopwatch.elapsed) {
                await write(incident, id, settings)
                if !core.recordings.isPending(incident.modem) { core.desks[incident.modem].wire.hold(since: nil) }
            }
            let deadline = core.recordings.deadline.map { max($0 - core.stopwatch.elapsed, .milliseconds(1)) }
            await core.recordings.changes.wait(since: seen, atMost: deadline, core.timers)
        }
    }

    private func write(_ incident: IncidentBook.Incident, _ id: String, _ settings: RecordingSettings) async {
        let (now, elapsed) = (core.surroundings.now, core.stopwatch.elapsed)
        let reasons = incident.reasons.map { "\(now - (elapsed - $0.at)) \($0.text)" }
        guard let recording = core.recording(of: incident.modem, reasons: reasons) else { return }
        let name = core.roster.name(of: incident.modem)
        do {
            try await settings.shelf.keep(recording.text, as: id)
            // Once for each incident; the last words about it come later.
            core.surroundings.logger.log(
                level: incident.isNew ? .notice : .debug,
                "\(name): the dialogue before it is kept: smsbridge modem recording show \(id)"
            )
        } catch {
            core.surroundings.logger.warning("\(name): the dialogue could not be kept: \(error)")
        }
    }
}

extension Core {
    /// Something went wrong with a modem: what was said before is worth keeping. Returns at once.
    func keepRecording(of handle: String, _ reason: String) {
        guard let settings = recordings.settings, settings.incidents != nil else { return }
        let elapsed = stopwatch.elapsed
        desks[handle].wire.hold(since: elapsed - settings.recorder.span)
        recordings.note(reason, of: handle, named: roster.name(of: handle), at: elapsed, surroundings.now)
    }

    /// What is remembered of a modem, without people. `nil` where nothing is.
    func recording(of handle: String, reasons: [String]) -> Recording? {
        let entries = desks[handle].wire.recorded
        guard let first = entries.first, let last = entries.last else { return nil }
        let (now, elapsed) = (surroundings.now, stopwatch.elapsed)
        let view = roster.view(of: handle)
        let model = [view?.manufacturer, view?.model].compactMap(\.self).joined(separator: " ")
        let header = Recording.Header(
            modem: roster.name(of: handle),
            dialect: upkeep.dialect(of: handle).name,
            model: model,
            began: "\(now - (elapsed - first.at))",
            ended: "\(now - (elapsed - last.at))",
            reasons: reasons,
            version: Control.version
        )
        let recording = Recording(
            header: header,
            entries: entries.map { Recording.Entry(at: $0.at - first.at, $0.kind, $0.text) }
        )
        return RecordingMask.mask(recording, key: (surroundings.random.next(), surroundings.random.next()))
    }
}
