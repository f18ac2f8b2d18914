import Campaigns
import Foundation
import Logging
import Storage

/// Tells webhooks which modems come up and go down.
struct ModemHerald: Sendable {
    let core: Core

    func run() async {
        var presence = ModemPresence()
        while !Task.isCancelled {
            let seen = core.roster.changes.count
            let entries = core.roster.entries
            let (news, next) = presence.see(
                entries.map { ($0.handle, $0.view.state == "ready") },
                at: core.stopwatch.elapsed
            )
            for piece in news {
                await tell(piece, entries.first { $0.handle == piece.handle }?.view)
            }
            let wait = next.map { max($0 - core.stopwatch.elapsed, .milliseconds(1)) }
            await core.roster.changes.wait(since: seen, atMost: wait, core.timers)
        }
    }

    private func tell(_ news: ModemPresence.News, _ view: ModemView?) async {
        let now = core.surroundings.now
        let payload = ModemEvent(
            modem: view?.name ?? core.roster.name(of: news.handle),
            state: view?.state ?? "absent",
            reason: news.isUp ? nil : view?.reason,
            imei: view?.imei,
            sim: view?.iccid,
            at: now
        )
        do {
            let text = String(decoding: try CanonicalJSON.octets(of: payload), as: UTF8.self)
            try await core.store.record(event: news.isUp ? .modemUp : .modemDown, payload: text, at: now)
        } catch StorageError.closed {
            return
        } catch {
            core.surroundings.logger.error("\(payload.modem) is \(payload.state), which was not written down: \(error)")
        }
    }
}

/// The payload of `modem.up` and `modem.down`.
private struct ModemEvent: Encodable {
    var modem: String
    var state: String
    /// What to do, where it is down.
    var reason: String?
    var imei: String?
    /// The number of its SIM.
    var sim: String?
    var at: Timestamp
}
