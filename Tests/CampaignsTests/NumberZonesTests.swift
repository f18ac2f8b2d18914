import Testing

@testable import Campaigns

@Suite
struct NumberZonesTests {
    static let known: [(String, [String])] = [
        // One zone for all of the country.
        ("+250788123456", ["Africa/Kigali"]),
        ("+4915112345678", ["Europe/Berlin"]),
        ("+5511987654321", ["America/Sao_Paulo"]),
        // An area code; one with two zones; longer prefixes within it.
        ("+14155552671", ["America/Los_Angeles"]),
        ("+12082081234", ["America/Boise", "America/Los_Angeles"]),
        ("+5592987654321", ["America/Manaus"]),
        // Mobile numbers that are carried anywhere in the country.
        (
            "+61412345678",
            [
                "Australia/Adelaide", "Australia/Brisbane", "Australia/Eucla", "Australia/Lord_Howe",
                "Australia/Perth", "Australia/Sydney",
            ]
        ),
        ("+6281234567890", ["Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar"]),
        // Countries that share a prefix.
        ("+12684641234", ["America/Antigua"]),
        ("+447400123456", ["Europe/London"]),
        ("+77710009998", ["Asia/Almaty", "Asia/Aqtobe"]),
        ("+262639012345", ["Indian/Mayotte"]),
        // The zone is the country's own, even where the data names one that once kept the same time.
        ("+213551234567", ["Africa/Algiers"]),
        ("+50581234567", ["America/Managua"]),
        ("+353850123456", ["Europe/Dublin"]),
        ("+74012123456", ["Europe/Kaliningrad"]),
        // Old spellings of names are not handed on.
        ("+919876543210", ["Asia/Kolkata"]),
        // No place, and no country.
        ("+80012345678", []),
    ]

    @Test(arguments: known)
    func theNumberTellsItsZones(number: String, zones: [String]) throws {
        #expect(NumberZones.candidates(for: try #require(PhoneNumber(e164: number))) == zones)
    }

    @Test
    func aTollFreeNumberMayBeAnywhereUnderItsPrefix() throws {
        let zones = NumberZones.candidates(for: try #require(PhoneNumber(e164: "+18005551234")))
        #expect(zones.count == 42)
        #expect(zones.contains("Pacific/Honolulu") && zones.contains("America/St_Johns"))
    }

    @Test
    func russianMobilesStayInRussia() throws {
        let found = NumberZones.candidates(for: try #require(PhoneNumber(e164: "+79123456789")))
        #expect(found.contains("Europe/Kaliningrad") && found.contains("Asia/Kamchatka"))
        #expect(!found.contains("Asia/Almaty"))
    }

    /// The system's zone data has to know what the table names, or the window could not be judged.
    @Test
    func theZoneDataHasEveryZoneOfTheTable() {
        let names = NumberZones.table.description.split(whereSeparator: \.isWhitespace)
            .compactMap { word in word.firstIndex(of: "=").map { String(word[..<$0]) } }
        #expect(names.count > 250)
        #expect(names.filter { !zones.contains($0) } == [])
    }
}
