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
}
