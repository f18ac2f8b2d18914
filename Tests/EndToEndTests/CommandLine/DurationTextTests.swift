import Testing

@testable import smsbridge

@Suite("Durations as people write them")
struct DurationTextTests {
    @Test(
        "a number and a unit",
        arguments: [
            ("500ms", Duration.milliseconds(500)), ("8s", .seconds(8)), ("5m", .seconds(300)), ("2 h", .seconds(7200)),
            ("3d", .seconds(259_200)), ("0s", .zero),
        ]
    )
    func read(text: String, duration: Duration) {
        #expect(DurationText.read(text) == duration)
        #expect(DurationText.read(DurationText.write(duration)) == duration)
    }

    @Test("anything else is refused", arguments: ["", "8", "s", "8 weeks", "-1s", "1.5h", "9999999999s", "1s2"])
    func refused(text: String) {
        #expect(DurationText.read(text) == nil)
    }

    @Test(
        "words for people, two units at most",
        arguments: [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3725, "1 h 2 min"), (90_061, "1 d 1 h"), (86_400, "1 d")]
    )
    func words(seconds: Int, text: String) {
        #expect(DurationText.words(seconds: seconds) == text)
    }
}
