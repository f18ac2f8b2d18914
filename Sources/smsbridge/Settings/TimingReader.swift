/// Reads how long things are waited for.
enum TimingReader {
    static func read(_ value: YAMLValue) -> Settings.Timing {
        var timing = Settings.Timing()
        guard
            let section = value.section(["debounce", "submit", "reconcile", "keep_alive", "clock_sync", "divided_by"])
        else {
            return timing
        }
        if let time = section["debounce"]?.duration(in: .zero...Duration.seconds(600)) { timing.debounce = time }
        // Some networks answer after 45 s: who gives up before takes for uncertain what has left.
        if let time = section["submit"]?.duration(in: .seconds(50)...Duration.seconds(600)) { timing.submit = time }
        if let time = section["reconcile"]?.duration(in: .seconds(1)...Duration.seconds(3600)) {
            timing.reconcile = time
        }
        if let time = section["keep_alive"]?.duration(in: .seconds(1)...Duration.seconds(3600)) {
            timing.keepAlive = time
        }
        if let value = section["clock_sync"] {
            timing.clockSync =
                value.scalar == "never" ? nil : value.duration(in: .seconds(3600)...Duration.seconds(31_622_400))
        }
        if let divisor = section["divided_by"]?.integer(in: 1...100) { timing.dividedBy = divisor }
        return timing
    }
}
