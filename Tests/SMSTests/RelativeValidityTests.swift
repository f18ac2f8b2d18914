import SMS
import Testing

@Suite struct RelativeValidityTests {
    @Test(
        arguments: [
            (0, 300), (1, 600), (143, 43_200), (144, 45_000), (167, 86_400), (168, 172_800), (170, 345_600),
            (173, 604_800),
            (196, 2_592_000), (197, 3_024_000), (255, 38_102_400),
        ] as [(UInt8, Int)]
    )
    func octetsAreRead(octet: UInt8, seconds: Int) {
        #expect(RelativeValidity(octet: octet).seconds == seconds)
    }

    @Test(
        arguments: [
            (Int.min, 0), (0, 0), (300, 0), (301, 1), (43_200, 143), (43_201, 144), (86_400, 167), (86_401, 168),
            (2_592_001, 197), (38_102_400, 255), (38_102_401, 255), (Int.max, 255),
        ] as [(Int, UInt8)]
    )
    func theSmallestStepThatIsNotShorter(seconds: Int, octet: UInt8) {
        #expect(RelativeValidity.notShorter(thanSeconds: seconds) == octet)
    }

    @Test(
        arguments: [
            (Int.min, nil), (0, nil), (299, nil), (300, 0), (599, 0), (600, 1), (43_200, 143), (44_999, 143),
            (45_000, 144),
            (86_400, 167), (172_799, 167), (172_800, 168), (3_023_999, 196), (38_102_399, 254), (Int.max, 255),
        ] as [(Int, UInt8?)]
    )
    func theLargestStepThatIsNotLonger(seconds: Int, octet: UInt8?) {
        #expect(RelativeValidity.notLonger(thanSeconds: seconds) == octet)
    }
}
