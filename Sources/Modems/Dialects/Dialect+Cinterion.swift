extension Dialect {
    /// TC35, MC35, MC39 and Falcom's devices around them.
    static let siemens = Dialect(
        name: "siemens",
        title: "Siemens, Falcom",
        signs: [Sign(["siemens"], models: ["tc3", "mc3", "mc5", "mc4", "m20", "tc6"]), Sign(["falcom"])]
    ) {
        $0.attempts = AttemptsQuery("AT^SPIC=\"SC\"", position: 0)
        $0.reset = Reset(["AT+CFUN=1,1", "AT+CFUN=1"], absence: .seconds(5), settling: .seconds(15))
        $0.powerOff = "AT^SMSO"
        $0.temperature = Question("AT^SCTM?", prefix: "^SCTM", position: .last, unit: .celsius)
        $0.commandGap = .milliseconds(50)
        $0.afterSIM = ["AT^SSMSS=1"]
        $0.cell = ["AT^MONI"]
    }

    static let cinterion = Dialect(
        name: "cinterion",
        title: "Cinterion, Gemalto, Thales",
        signs: [Sign(["cinterion", "gemalto", "thales", "siemens"])]
    ) {
        // Some send notices to the data port otherwise.
        $0.silencing = ["AT^SCFG=\"URC/DstIfc\",\"app\""]
        $0.readiness = Readiness(["^SYSSTART"], patience: .seconds(15))
        $0.iccid = ["AT+CCID?"]
        $0.attempts = AttemptsQuery("AT^SPIC=\"SC\"", position: 0)
        $0.reset = Reset(absence: .seconds(30), settling: .seconds(20))
        $0.powerOff = "AT^SMSO"
        $0.temperature = Question("AT^SCTM?", prefix: "^SCTM", position: .last, unit: .celsius)
        $0.cell = ["AT^SMONI"]
        $0.noticePort = NoticePort(
            command: "AT^SCFG=\"URC/DstIfc\"",
            prefix: "^SCFG",
            name: "URC/DstIfc",
            right: ["app"],
            cure: "AT^SCFG=\"URC/DstIfc\",\"app\""
        )
        $0.slots = [SlotQuestion(command: "AT^SCKS?", prefix: "^SCKS", position: 1, tells: .presence)]
    }
}
