import Foundation
import Synchronization

/// The system's time zones, read when first asked for and kept.
public final class ZoneDirectory: Sendable {
    /// Where Debian keeps its zone data.
    public static let systemPath = "/usr/share/zoneinfo"

    private let path: String
    private let known = Mutex<[String: ZoneRules]>([:])

    public init(path: String = ZoneDirectory.systemPath) {
        self.path = path
    }

    /// The rules of a zone by its name in the zone data, such as `Europe/Berlin`. `UTC` is always known.
    public func rules(_ name: String) throws(ZoneProblem) -> ZoneRules {
        if let rules = known.withLock({ $0[name] }) { return rules }
        guard Self.isName(name) else { throw .badName(name) }
        let rules: ZoneRules
        if let contents = contents(of: name) {
            rules = try ZoneRules(identifier: name, contents: contents)
        } else if name == "UTC" {
            rules = .utc
        } else {
            throw .unknown(name)
        }
        known.withLock { known in
            if known.count < Self.maximumKept { known[name] = rules }
        }
        return rules
    }

    /// Whether there is a zone of that name with readable rules.
    public func contains(_ name: String) -> Bool {
        (try? rules(name)) != nil
    }

    /// Forgets what was read, so that new zone data is used from now on.
    public func reload() {
        known.withLock { $0.removeAll() }
    }

    /// There are about 600 names; more than this is nobody's zone data.
    private static let maximumKept = 2000
    private static let maximumFileSize = 1 << 20

    private func contents(of name: String) -> [UInt8]? {
        let file = path + "/" + name
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: file).resolvingSymlinksInPath().path
        )
        guard attributes?[.type] as? FileAttributeType == .typeRegular,
            let size = attributes?[.size] as? NSNumber, size.intValue <= Self.maximumFileSize
        else { return nil }
        return FileManager.default.contents(atPath: file).map { [UInt8]($0) }
    }

    /// Letters, digits, `_`, `+` and `-` between single slashes: no way out of the folder.
    private static func isName(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count) else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.first != "-"
                && part.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
}
