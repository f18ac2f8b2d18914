extension Dialect {
    static let zte = Dialect(name: "zte", title: "ZTE", signs: [Sign(["zte"])]) {
        // +CPMS? ends the flood of +ZUSIMR, once before the PIN and once after.
        $0.silencing = ["AT+CPMS?"]
        $0.afterSIM = ["AT+CPMS?"]
        $0.iccid = ["AT+ICCID"]
        $0.attempts = AttemptsQuery("AT+ZPINPUK=?", position: 0, puk: 1)
        $0.supply = nil
        $0.reset = Reset(
            absence: .seconds(40),
            settling: .seconds(25),
            note: "The stick may show its CD-ROM first: usb_modeswitch must be installed."
        )
        // They write to flash: a technician's business.
        $0.forbidden = ["AT+ZCDRUN=", "AT+ZOPRT="]
    }
}
