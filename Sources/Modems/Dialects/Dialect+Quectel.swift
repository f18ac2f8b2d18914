extension Dialect {
    /// M26, M35, M66, M95, MC60: GSM only, on a serial line.
    static let quectel2g = Dialect(
        name: "quectel2g",
        title: "Quectel, GSM",
        signs: [
            Sign(["quectel"], models: ["m10", "m12", "m2", "m3", "m5", "m6", "m7", "m8", "m9", "mc6", "mc2"])
        ]
    ) {
        $0.silencing = ["AT+QIURC=0", "AT+QSCLK=0"]
        $0.readiness = Readiness(["SMS Ready"], patience: .seconds(15))
        $0.iccid = ["AT+QCCID"]
        $0.attempts = AttemptsQuery("AT+QTRPIN?", position: 0, puk: 1)
        $0.reset = Reset(absence: .seconds(5), settling: .seconds(20))
        $0.powerOff = "AT+QPOWD=1"
        $0.temperature = Question("AT+QTEMP?", prefix: "+QTEMP", position: .last, unit: .celsius)
        $0.prompt = PromptHabits(delay: .milliseconds(50))
        $0.keepAlive = KeepAlive(losesFirstCommand: true)
    }

    /// UC, EC, EG, BG, EM, RM series.
    static let quectel4g = Dialect(name: "quectel4g", title: "Quectel, 3G and LTE", signs: [Sign(["quectel"])]) {
        // Without the first line +CMTI goes to another port.
        $0.silencing = [
            "AT+QURCCFG=\"urcport\",\"usbat\"", "AT+QINDCFG=\"all\",0", "AT+QINDCFG=\"smsincoming\",1",
        ]
        $0.readiness = Readiness(["+QIND: SMS DONE"], patience: .seconds(20))
        $0.iccid = ["AT+QCCID"]
        $0.attempts = AttemptsQuery("AT+QPINC=\"SC\"", position: 1, puk: 2)
        $0.reset = Reset(["AT+CFUN=1,1", "AT+QRST=1,0"], absence: .seconds(30), settling: .seconds(20))
        $0.powerOff = "AT+QPOWD"
        $0.temperature = Question("AT+QTEMP", prefix: "+QTEMP", position: .greatest, unit: .celsius)
        $0.cell = ["AT+QNWINFO", "AT+QENG=\"servingcell\""]
        $0.quality = ["AT+QCSQ"]
        $0.noticePort = NoticePort(
            command: "AT+QURCCFG=\"urcport\"",
            prefix: "+QURCCFG",
            name: "urcport",
            right: ["usbat", "all"],
            cure: "AT+QURCCFG=\"urcport\",\"usbat\""
        )
        $0.slots = [
            SlotQuestion(command: "AT+QSIMSTAT?", prefix: "+QSIMSTAT", position: 1, tells: .presence),
            SlotQuestion(command: "AT+QDSIM?", prefix: "+QDSIM", position: 0, tells: .slot),
        ]
    }
}
