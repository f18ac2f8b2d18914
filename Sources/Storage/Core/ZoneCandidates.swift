import Campaigns
import Synchronization

/// The time zones that numbers may be in, as they were found: a number is asked about several times on its way.
final class ZoneCandidates: Sendable {
    private let known = Mutex<[String: [String]]>([:])
    private static let most = 10_000

    func zones(of number: String) -> [String] {
        if let zones = known.withLock({ $0[number] }) { return zones }
        let zones = PhoneNumber(e164: number).map { NumberZones.candidates(for: $0) } ?? []
        known.withLock { known in
            if known.count >= Self.most { known.removeAll() }
            known[number] = zones
        }
        return zones
    }
}
