extension Dialect {
    static let option = Dialect(name: "option", title: "Option", signs: [Sign(["option"])]) {
        $0.silencing = ["AT_OSQI=0", "AT_OSSYS=0", "AT_OCTI=0", "AT_OUWCTI=0"]
        $0.attempts = AttemptsQuery("AT_OERCN?", position: 0, puk: 1)
        $0.memory = MemoryHabits(firstIndex: 0)
        $0.supply = nil
    }

    static let novatel = Dialect(name: "novatel", title: "Novatel", signs: [Sign(["novatel"])]) {
        $0.attempts = AttemptsQuery("AT$NWPINR?", position: 0)
        $0.pause = .seconds(3)
        $0.reset = Reset(["AT+CFUN=6", "AT+CFUN=1,1"], absence: .seconds(40), settling: .seconds(25))
        $0.supply = nil
        $0.keepAlive = KeepAlive(needsResetAfterTimeout: false)
    }

    static let ericsson = Dialect(name: "ericsson", title: "Ericsson", signs: [Sign(["ericsson"])]) {
        $0.silencing = ["AT*ERINFO=0", "AT+CMER=0", "AT*EPEE=0"]
        $0.readiness = Readiness(["*EMRDY: 1"], patience: .seconds(20))
        $0.attempts = AttemptsQuery("AT*EPIN?", position: 0, puk: 1)
        $0.supply = nil
    }

    /// It wants its SIM at power-up and says nothing more once its radio was off.
    static let neoway = Dialect(name: "neoway", title: "Neoway", signs: [Sign(["neoway"]), Sign([], models: ["m590"])])
    {
        $0.radioCycle = nil
        $0.forbidden = ["AT+CFUN=0", "AT+CFUN=4"]
    }

    static let fibocom = Dialect(name: "fibocom", title: "Fibocom", signs: [Sign(["fibocom"])]) {
        $0.reset = Reset(["AT+CFUN=15", "AT+CFUN=1,1"], absence: .seconds(30), settling: .seconds(25))
    }
}
