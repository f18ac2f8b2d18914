extension Dialect {
    /// SIM300, SIM600, SIM800, SIM900, SIM868: GSM only, on a serial line.
    static let simcom2g = Dialect(
        name: "simcom2g",
        title: "SIMCom, GSM",
        signs: [
            Sign(["simcom", "sim com"], models: ["sim3", "sim6", "sim8", "sim9", "3", "6", "8", "9"]),
            Sign([], models: ["sim800", "sim808", "sim868", "sim900", "sim908", "sim300", "sim600"]),
        ]
    ) {
        $0.silencing = ["AT+CIURC=0", "AT+CSCLK=0"]
        $0.readiness = Readiness(["SMS Ready"], patience: .seconds(15))
        $0.iccid = ["AT+CCID"]
        $0.attempts = AttemptsQuery("AT+SPIC", position: 0, puk: 1)
        $0.reset = Reset(absence: .seconds(5), settling: .seconds(15), note: "Where it does not help: PWRKEY, 2 s.")
        $0.powerOff = "AT+CPOWD=1"
        $0.temperature = Question("AT+CMTE?", prefix: "+CMTE", position: .last, unit: .celsius)
        $0.cell = ["AT+CENG?"]
        $0.prompt = PromptHabits(delay: .milliseconds(100), endDelay: .milliseconds(50))
        $0.memory = MemoryHabits(wished: ["SM", "ME"])
        $0.keepAlive = KeepAlive(losesFirstCommand: true)
        $0.commandGap = .milliseconds(50)
    }

    /// SIM5320 to SIM7600, SIM7000 and SIM7080, A76xx.
    static let simcom4g = Dialect(
        name: "simcom4g",
        title: "SIMCom, 3G and LTE",
        signs: [
            Sign(["simcom", "sim com"]),
            Sign([], models: ["sim52", "sim53", "sim70", "sim71", "sim75", "sim76", "a76"]),
        ]
    ) {
        $0.silencing = ["AT+AUTOCSQ=0,0", "AT+CNSMOD=0", "AT+CTZR=0"]
        $0.readiness = Readiness(["SMS DONE", "*ATREADY: 1"], patience: .seconds(30))
        $0.iccid = ["AT+CICCID", "AT+CCID"]
        $0.attempts = AttemptsQuery("AT+SPIC", position: 0, puk: 1)
        $0.reset = Reset(["AT+CRESET", "AT+CFUN=1,1"], absence: .seconds(30), settling: .seconds(30))
        $0.powerOff = "AT+CPOF"
        $0.temperature = Question("AT+CPMUTEMP", prefix: "+CPMUTEMP", position: .last, unit: .celsius)
        $0.supply = Question("AT+CBC", prefix: "+CBC", position: .last, unit: .volts)
        $0.cell = ["AT+CPSI?"]
        $0.quality = ["AT+CPSI?"]
        $0.slots = [SlotQuestion(command: "AT+SMSIMCFG?", prefix: "+SMSIMCFG", position: 1, tells: .slot)]
    }
}
