import Campaigns
import Foundation
import Logging
import Modems
import Storage

/// SIMs and modems that were put together anew.
extension ModemWorker {
    /// Tells in the log, in the history and to the webhooks that a SIM was changed or came from another modem.
    func tellMoves(_ line: RegisteredLine, key: String, imei: String?) async {
        if let earlier = line.earlierSIM, !isTwin(imei) {
            await tell(
                .modemSIMChanged,
                SIMNews(modem: name, imei: imei, sim: key, earlierSIM: earlier),
                """
                another SIM is in it: \(key), before \(earlier). Limits, history and conversations belong to the SIM; \
                if nobody changed it on purpose, look who did
                """,
                line.route
            )
        }
        if let earlier = line.earlierModem {
            await tell(
                .simMoved,
                SIMNews(modem: name, imei: imei, sim: key, earlierIMEI: earlier),
                """
                the SIM \(key) was in the modem \(earlier) before; its limits, history and conversations came with it
                """,
                line.route
            )
        }
    }

    /// Two modems with one IMEI change their SIMs at every start: that is told otherwise.
    private func isTwin(_ imei: String?) -> Bool {
        core.roster.entries.contains { $0.handle != handle && $0.view.state != "absent" && $0.view.imei == imei }
    }

    private func tell(_ event: EventType, _ news: SIMNews, _ words: String, _ route: RouteID) async {
        core.surroundings.logger.notice("\(name): \(words)")
        await record(.sim, words, route: route)
        do {
            try await core.store.record(event: event, payload: news.json, at: core.surroundings.now)
            core.bells.events.ring()
        } catch {
            core.surroundings.logger.error("\(name): \(event.rawValue) could not be written down: \(error)")
        }
    }
}

/// What webhooks get.
private struct SIMNews: Encodable {
    var modem: String
    var imei: String?
    var sim: String
    var earlierSIM: String?
    var earlierIMEI: String?

    private enum CodingKeys: String, CodingKey {
        case modem, imei, sim
        case earlierSIM = "earlier_sim"
        case earlierIMEI = "earlier_imei"
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
