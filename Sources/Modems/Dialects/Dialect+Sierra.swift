extension Dialect {
    /// AirPrime modules of Wavecom's making: Q2xxx, Fastrack FXT, SL6087.
    static let sierraWavecom = Dialect(
        name: "wavecom-sierra",
        title: "Sierra Wireless, Wavecom's modules",
        signs: [Sign(["sierra"], models: ["q2", "fxt", "fastrack", "sl60", "sl808", "q26", "wismo"])]
    ) {
        $0.asWavecom()
    }

    static let sierra = Dialect(name: "sierra", title: "Sierra Wireless", signs: [Sign(["sierra"])]) {
        $0.attempts = AttemptsQuery("AT+CPINC?", position: 0, puk: 2)
        $0.pause = .seconds(8)
        $0.iccid = ["AT+CCID?", "AT!ICCID?"]
        $0.reset = Reset(
            ["AT!RESET", "AT+CFUN=1,1"],
            absence: .seconds(60),
            settling: .seconds(25),
            note: "EM and MC modules show themselves as a boot device for a moment."
        )
        $0.powerOff = "AT!POWERDOWN"
        $0.temperature = Question("AT!PCTEMP?", prefix: "Temperature", position: .last, unit: .celsius)
        $0.supply = Question("AT!PCVOLT?", prefix: "Power supply voltage", position: .last, unit: .millivolts)
        $0.cell = ["AT!GSTATUS?"]
    }

    static let wavecom = Dialect(name: "wavecom", title: "Wavecom", signs: [Sign(["wavecom"])]) {
        $0.asWavecom()
    }

    private mutating func asWavecom() {
        silencing = ["AT+WIND=0"]
        readiness = Readiness(["+WIND: 4"], patience: .seconds(15))
        iccid = ["AT+CCID"]
        attempts = AttemptsQuery("AT+CPINC?", position: 0, puk: 2)
        // Messages in that time fail with 515.
        pause = .seconds(5)
        reset = Reset(absence: .seconds(5), settling: .seconds(15))
        prompt = PromptHabits(delay: .milliseconds(100), endDelay: .milliseconds(100))
        memory = MemoryHabits(wished: ["SM"])
        cell = ["AT+CCED=0,1"]
        // It writes the application's state to flash.
        forbidden = ["AT+WOPEN=0"]
    }
}
