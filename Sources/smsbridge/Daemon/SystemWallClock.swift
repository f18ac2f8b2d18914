import CClock
import Campaigns
import Foundation
import Gateway

/// The calendar time of this machine.
struct SystemWallClock: WallClock {
    func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// What the kernel says: whoever sets the clock from a time server tells it.
    var isSynchronised: Bool? {
        switch cclock_is_synchronised() {
        case 1: true
        case 0: false
        default: nil
        }
    }
}
