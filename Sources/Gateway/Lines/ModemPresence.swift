/// Which modems are up, as the outside is told: up as soon as one is ready, down once it has not been for a while. A restart
/// of some seconds is no news.
struct ModemPresence {
    struct News: Hashable {
        var handle: String
        var isUp: Bool
    }

    static let patience: Duration = .seconds(15)

    /// Those that were told to be up.
    private var up: Set<String> = []
    /// Since when one of them is not ready.
    private var awaySince: [String: Duration] = [:]

    /// Takes how the modems stand, and says what is news, and when to look again at the latest.
    mutating func see(_ modems: [(handle: String, isReady: Bool)], at now: Duration) -> (news: [News], next: Duration?)
    {
        var news: [News] = []
        var ready: Set<String> = []
        for modem in modems where modem.isReady {
            ready.insert(modem.handle)
            awaySince[modem.handle] = nil
            if up.insert(modem.handle).inserted { news.append(News(handle: modem.handle, isUp: true)) }
        }
        var next: Duration?
        for handle in up.sorted() where !ready.contains(handle) {
            let end = awaySince[handle, default: now] + Self.patience
            awaySince[handle] = end - Self.patience
            if now >= end {
                up.remove(handle)
                awaySince[handle] = nil
                news.append(News(handle: handle, isUp: false))
            } else {
                next = min(next ?? end, end)
            }
        }
        return (news, next)
    }
}
