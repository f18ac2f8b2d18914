import Campaigns
import Testing

@Suite
struct ClockSanityTests {
    private let start = Timestamp(seconds: 1_790_000_000)

    @Test
    func aSteadyClockIsSane() {
        var clock = ClockSanity()
        for second in 0..<1000 {
            #expect(clock.observe(wall: start + .seconds(second), monotonic: .seconds(second)).isSane)
        }
    }

    @Test(arguments: [(61, false), (-61, false), (60, true), (-60, true)])
    func aJumpHoldsUntilTheClockWasSteady(jump: Int, isSane: Bool) {
        var clock = ClockSanity()
        #expect(clock.observe(wall: start, monotonic: .zero).isSane)
        let moved = start + .seconds(jump)
        let verdict = clock.observe(wall: moved + .seconds(1), monotonic: .seconds(1))
        #expect(verdict.isSane == isSane)
        guard !isSane else { return }
        #expect(verdict == .jumped(.seconds(jump)))
        #expect(!clock.observe(wall: moved + .seconds(300), monotonic: .seconds(300)).isSane)
        #expect(clock.observe(wall: moved + .seconds(301), monotonic: .seconds(301)).isSane)
    }

    @Test
    func aPersonCanVouchForIt() {
        var clock = ClockSanity()
        _ = clock.observe(wall: start, monotonic: .zero)
        #expect(!clock.observe(wall: start + .seconds(4000), monotonic: .seconds(1)).isSane)
        clock.acknowledge()
        #expect(clock.observe(wall: start + .seconds(4001), monotonic: .seconds(2)).isSane)
    }

    @Test
    func aClockThatWasNeverSetIsNotSane() {
        var clock = ClockSanity()
        #expect(clock.observe(wall: Timestamp(seconds: 12), monotonic: .zero) == .neverSet)
    }

    @Test
    func aClockThatNobodyKeepsIsBelievedForAWhile() {
        var clock = ClockSanity(unkept: .seconds(86_400))
        let start = ClockSanity.earliest + .seconds(1_000_000)
        func look(_ hours: Int64, _ isKept: Bool?) -> ClockSanity.Verdict {
            clock.observe(wall: start + .seconds(hours * 3600), monotonic: .seconds(hours * 3600), isKept: isKept)
        }
        #expect(look(0, false) == .sane)
        #expect(look(23, false) == .sane)
        #expect(look(25, false) == .unsynchronised(for: .seconds(25 * 3600)))
        #expect(look(26, true) == .sane)
        #expect(look(27, false) == .sane)
        #expect(look(50, nil) == .sane)
        #expect(look(60, false) == .sane)
        #expect(look(90, false).problem?.contains("30 hours") == true)
        var patient = ClockSanity()
        for hour in 0..<1000 {
            let time = Duration.seconds(hour * 3600)
            #expect(patient.observe(wall: start + time, monotonic: time, isKept: false) == .sane)
        }
    }
}
