import Modems
import Testing

@Suite struct ResetWatchTests {
    @Test func whatFollowsAStartOfOursIsNoReset() {
        var watch = ResetWatch()
        _ = watch.handle(.started, at: .zero)
        let result1 = watch.handle(.notice(.restarted("RDY")), at: .seconds(3))
        #expect(result1 == nil)
        let result2 = watch.handle(.notice(.partReady("SMS Ready")), at: .seconds(20))
        #expect(result2 == nil)
        let result3 = watch.handle(.notice(.partReady("SMS Ready")), at: .seconds(100))
        #expect(result3 == .reset(inADay: 1))
    }

    @Test func oneResetWithManyWordsIsOne() {
        var watch = ResetWatch()
        let result4 = watch.handle(.notice(.restarted("RDY")), at: .seconds(100))
        #expect(result4 == .reset(inADay: 1))
        let result5 = watch.handle(.notice(.partReady("SMS Ready")), at: .seconds(110))
        #expect(result5 == nil)
        let result6 = watch.handle(.notice(.restarted("RDY")), at: .seconds(300))
        #expect(result6 == .reset(inADay: 2))
        #expect(watch.count(at: .seconds(86_400 + 150)) == 1)
    }

    @Test func aFloodOfBootNoticesSaysNothing() {
        var watch = ResetWatch()
        for second in stride(from: 0, to: 3600, by: 2) {
            let result7 = watch.handle(.notice(.bootNotice("^BOOT:1")), at: .seconds(second))
            #expect(result7 == nil)
        }
        let result8 = watch.handle(.notice(.bootNotice("^BOOT:2")), at: .seconds(5000))
        #expect(result8 == .reset(inADay: 1))
    }

    @Test func underVoltageIsToldAsItIs() {
        var watch = ResetWatch()
        let sign = watch.handle(.notice(.power("UNDER-VOLTAGE WARNNING")), at: .zero)
        #expect(sign == .underVoltage("UNDER-VOLTAGE WARNNING"))
        #expect(!watch.isCalm(at: .seconds(86_399)) && watch.isCalm(at: .seconds(86_400)))
        let result9 = watch.handle(.notice(.power("NORMAL POWER DOWN")), at: .zero)
        #expect(result9 == nil)
    }
}
