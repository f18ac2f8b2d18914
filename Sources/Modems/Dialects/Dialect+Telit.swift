extension Dialect {
    static let telit = Dialect(name: "telit", title: "Telit", signs: [Sign(["telit"])]) {
        $0.silencing = ["AT#QSS=0"]
        // Old firmware says 314 for minutes; the LTE modules take 40 s from plugging in.
        $0.readiness = Readiness(busyPatience: .seconds(120))
        $0.iccid = ["AT#CCID"]
        $0.attempts = AttemptsQuery("AT#PCT", position: 0)
        $0.reset = Reset(["AT#REBOOT", "AT+CFUN=1,1"], absence: .seconds(30), settling: .seconds(40))
        $0.powerOff = "AT#SHDN"
        $0.temperature = Question("AT#TEMPMON=1", prefix: "#TEMPMEAS", position: .last, unit: .celsius)
        $0.cell = ["AT#SERVINFO"]
        $0.slots = [SlotQuestion(command: "AT#QSS?", prefix: "#QSS", position: 1, tells: .presence)]
    }
}
