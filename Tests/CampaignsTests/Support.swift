import Campaigns
import Foundation
import Testing

let zones = ZoneDirectory()

/// A moment written as `2026-03-29T01:00:00Z`.
func instant(_ text: String) throws -> Timestamp {
    let date = try #require(CivilDate(text.prefix(10)))
    let parts = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int($0) }
    let civil = try #require(CivilTime(date: date, hour: parts[0], minute: parts[1], second: parts[2]))
    return ZoneRules.utc.instant(of: civil)
}

/// A time on the wall written as `2026-03-29 02:30`.
func civil(_ text: String) throws -> CivilTime {
    let date = try #require(CivilDate(text.prefix(10)))
    let parts = text.dropFirst(11).split(separator: ":").compactMap { Int($0) }
    return try #require(CivilTime(date: date, hour: parts[0], minute: parts[1]))
}

/// A file of the repository's examples.
func example(_ name: String) throws -> Data {
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try Data(contentsOf: root.appendingPathComponent("Examples").appendingPathComponent(name))
}

func decoded<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}
