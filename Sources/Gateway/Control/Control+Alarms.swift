public import Campaigns
import Foundation
import Modems
public import Storage

/// Something that a person must do something about.
public struct AlarmView: Hashable, Sendable, Codable {
    /// `modem_gone`, `sim_blocked`, `pin_needed`, `no_registration`, `weak_signal`, `storage_full`, `under_voltage`,
    /// `ladder_exhausted`, `no_modem_left`, `equal_imei`, `copied_sim`, `balance_low`, `disk_full`,
    /// `loopback_failed`.
    public var kind: String
    /// The modem's name; `nil` where it concerns all of them.
    public var modem: String?
    /// What it is, for people.
    public var title: String
    /// What is so now.
    public var detail: String
    /// What to do.
    public var remedy: String
    public var since: Timestamp

    init(_ alarm: Alarm, since: Timestamp) {
        kind = alarm.kind.rawValue
        modem = alarm.modem
        title = alarm.kind.title
        detail = alarm.detail
        remedy = alarm.kind.remedy
        self.since = since
    }
}

extension AlarmView {
    /// As the webhooks get it.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension Control {
    /// The alarms that stand, oldest first.
    public func alarms() -> [AlarmView] {
        let (now, elapsed) = (core.surroundings.now, core.stopwatch.elapsed)
        return core.alarms.raised.map { AlarmView(core.named($0), since: now - (elapsed - $0.since)) }
    }

    /// Calls that the lines heard ringing, the newest first.
    public func calls(
        to route: String? = nil,
        before: Int64? = nil,
        limit: Int = 50
    ) async throws(ControlProblem) -> [CallView] {
        try await stored { () async throws(StorageError) in
            try await core.store.calls(to: route, before: before, limit: limit)
        }
    }

    /// What became of one modem, or of all (`nil`), newest first.
    public func modemHistory(
        of modem: String?,
        kind: ModemHistoryEntry.Kind? = nil,
        since: Timestamp = Timestamp(milliseconds: 0),
        before: Timestamp? = nil,
        limit: Int = 200
    ) async throws(ControlProblem) -> [ModemHistoryEntry] {
        // It is kept under what never changes, and shown under what people call the modem now.
        let handle = modem.map { core.roster.handle(of: $0) ?? $0 }
        return try await stored { () async throws(StorageError) in
            try await core.store.modemHistory(of: handle, kind: kind, since: since, before: before, limit: limit)
        }.map { entry in
            var entry = entry
            entry.modem = core.roster.name(of: entry.modem)
            return entry
        }
    }
}
