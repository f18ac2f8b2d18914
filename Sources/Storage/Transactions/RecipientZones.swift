import Campaigns
import GRDB

extension Transaction {
    /// The time zones that a number's owner may live in: the one that a list or an operator gave, else those that the
    /// number's prefix stands for. Whoever must be right has to be right in all of them; none where nothing is known.
    func zoneNames(of number: String) throws -> [String] {
        if let own = try text("SELECT time_zone FROM contact WHERE number = ?", [number]) { return [own] }
        return context.candidates.zones(of: number)
    }
}
