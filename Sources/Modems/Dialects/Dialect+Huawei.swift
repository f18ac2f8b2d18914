extension Dialect {
    /// Sticks up to the ff/ff/ff port layout: E1550, E169, E17x, E220, E1750, E1820, K3xxx.
    static let huaweiOld = Dialect(
        name: "huawei-old",
        title: "Huawei, sticks before E3131",
        signs: [
            Sign(
                ["huawei"],
                models: ["e15", "e16", "e17", "e18", "e22", "e27", "e62", "e87", "k35", "k37", "k38", "k45", "em770"]
            )
        ]
    ) {
        $0.asHuawei()
        // ^CURC=0 takes +CMTI away on some of these; 1 keeps the usual notices, which are filtered.
        $0.silencing = ["AT^PORTSEL=0", "AT^CURC=1", "AT^CVOICE=0"]
        $0.tellsPortMode = true
        $0.ussd = .packed
    }

    /// Sticks and modules of the class scheme: E3131, E3272, E3276, E3372 (stick firmware), MU609, ME909.
    static let huawei = Dialect(
        name: "huawei",
        title: "Huawei, E3131 and later",
        signs: [Sign(["huawei"])]
    ) {
        $0.asHuawei()
        $0.silencing = ["AT^PORTSEL=0", "AT^CURC=0", "AT^CVOICE=0", "AT^USSDMODE=0"]
        // On some firmwares the line above silences +CMTI too.
        $0.whenDeaf = ["AT^CURC=1"]
        $0.temperature = Question("AT^CHIPTEMP?", prefix: "^CHIPTEMP", position: .greatest, unit: .tenthsOfCelsius)
        // Stock MU609 firmware crashes on it.
        $0.forbidden += ["AT^GETPORTMODE"]
        $0.reset = Reset(
            ["AT^RESET", "AT+CFUN=1,1", "AT+CFUN=16"],
            absence: .seconds(40),
            settling: .seconds(25),
            note: "The stick is a CD-ROM for some seconds before its ports come back: usb_modeswitch must be installed."
        )
    }

    /// What Huawei's hardware is called since 2021.
    static let brovi = Dialect(name: "brovi", title: "Brovi E3372-325", signs: [Sign(["brovi", "soyealink"])]) {
        $0.asHuawei()
        $0.silencing = ["AT^CURC=0"]
        $0.memory.positions = 3
    }

    private mutating func asHuawei() {
        iccid = ["AT^ICCID?"]
        attempts = AttemptsQuery("AT^CPIN?", position: 3, puk: 2)
        pause = .seconds(3)
        reset = Reset(
            ["AT^RESET", "AT+CFUN=1,1"],
            absence: .seconds(40),
            settling: .seconds(25),
            note: "The stick is a CD-ROM for some seconds before its ports come back: usb_modeswitch must be installed."
        )
        powerOff = "AT^RFSWITCH=0"
        cell = ["AT^MONSC"]
        quality = ["AT^HCSQ?"]
        slots = [SlotQuestion(command: "AT^SIMSWITCH?", prefix: "^SIMSWITCH", position: 0, tells: .slot)]
        supply = nil
        memory = MemoryHabits(firstIndex: 0, rereadsAfter: .milliseconds(500))
        keepAlive = KeepAlive(needsResetAfterTimeout: true)
        // They write to flash or change which ports there are.
        forbidden = ["AT^SETPORT=", "AT^U2DIAG="]
    }
}
