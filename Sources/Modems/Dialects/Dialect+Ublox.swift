extension Dialect {
    static let ublox = Dialect(name: "u-blox", title: "u-blox", signs: [Sign(["u-blox", "ublox"])]) {
        $0.silencing = ["AT+UPSV=0", "AT+CMER=0"]
        $0.readiness = Readiness(["+AT: READY"], patience: .seconds(20))
        $0.iccid = ["AT+CCID"]
        $0.attempts = AttemptsQuery("AT+UPINCNT", position: 0, puk: 2)
        $0.reset = Reset(["AT+CFUN=16", "AT+CFUN=1,1"], absence: .seconds(30), settling: .seconds(20))
        $0.powerOff = "AT+CPWROFF"
        $0.temperature = Question("AT+UTEMP?", prefix: "+UTEMP", position: .last, unit: .tenthsOfCelsius)
    }
}
