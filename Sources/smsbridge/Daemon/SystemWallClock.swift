import Campaigns
import Foundation
import Gateway

/// The calendar time of this machine.
struct SystemWallClock: WallClock {
    func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
