import Modems
import Testing

@Suite struct DialectTests {
    static let modems: [(manufacturer: String, model: String, dialect: String)] = [
        ("huawei", "E1550", "huawei-old"), ("huawei", "E173", "huawei-old"), ("huawei", "K3765", "huawei-old"),
        ("huawei", "E3131", "huawei"), ("Huawei Technologies Co., Ltd.", "ME909s-120", "huawei"),
        ("HUAWEI", "E3372", "huawei"), ("Brovi", "E3372-325", "brovi"), ("ZTE CORPORATION", "MF190", "zte"),
        ("ZTE INCORPORATED", "MF626", "zte"), ("SIMCOM_Ltd", "SIMCOM_SIM800L", "simcom2g"),
        ("SIMCOM_Ltd", "SIMCOM_SIM900", "simcom2g"), ("SIMCOM INCORPORATED", "SIMCOM_SIM7600E-H", "simcom4g"),
        ("SIMCOM INCORPORATED", "SIM7000E", "simcom4g"), ("INCORPORATED", "A7670E-FASE", "simcom4g"),
        ("Quectel_Ltd", "Quectel_M95", "quectel2g"), ("Quectel_Ltd", "Quectel_M66", "quectel2g"),
        ("Quectel", "EC25", "quectel4g"), ("Quectel", "UC20", "quectel4g"), ("Quectel", "BG96", "quectel4g"),
        ("Telit", "LE910C1-EU", "telit"), ("u-blox", "TOBY-L210", "u-blox"), ("SIEMENS", "TC35i", "siemens"),
        ("Cinterion", "PLS8-E", "cinterion"), ("Cinterion", "PLS62-W", "cinterion"), ("Falcom", "A2D", "siemens"),
        ("Sierra Wireless, Incorporated", "MC7304", "sierra"), ("Sierra Wireless", "FXT009", "wavecom-sierra"),
        ("WAVECOM MODEM", "MULTIBAND 900E 1800", "wavecom"), ("Option N.V.", "GTM382", "option"),
        ("Novatel Wireless Incorporated", "E362", "novatel"), ("Ericsson", "F5521gw", "ericsson"),
        ("Neoway", "M590", "neoway"), ("Fibocom", "L610-EU", "fibocom"),
        ("Nokia", "3310", "generic"), ("", "", "generic"),
    ]

    @Test(arguments: modems) func isRecognised(manufacturer: String, model: String, dialect: String) {
        #expect(Dialect.of(ModemIdentity(manufacturer: manufacturer, model: model)).name == dialect)
        #expect(Dialect.named(dialect)?.name == dialect)
    }

    @Test(arguments: Dialect.all + [.generic]) func isWellFormed(_ dialect: Dialect) {
        #expect(!dialect.name.isEmpty && !dialect.title.isEmpty)
        #expect((Dialect.all + [.generic]).count { $0.name == dialect.name } == 1)
        #expect(!dialect.reset.commands.isEmpty)
        let own = dialect.silencing + dialect.afterSIM + dialect.iccid + dialect.reset.commands + dialect.cell
        for line in own {
            #expect(line.hasPrefix("AT") && line.utf8.count < 200)
            // Nothing that is sent at each start may write to flash.
            #expect(!line.contains("&W") && dialect.allows(ATCommand(line)), "\(line)")
        }
        if let cycle = dialect.radioCycle { #expect(dialect.allows(cycle.offCommand)) }
        #expect(dialect.reportModes.last == 0)
        #expect(dialect.prompt.delay + dialect.prompt.endDelay < .seconds(1))
    }

    @Test func whatHarmsIsKnown() {
        #expect(Dialect.named("neoway")?.allows(ATCommand("AT+CFUN=4")) == false)
        #expect(Dialect.named("neoway")?.radioCycle == nil)
        #expect(Dialect.named("zte")?.allows(ATCommand("at+zcdrun=8")) == false)
        #expect(Dialect.generic.allows(ATCommand("AT+CFUN=4")))
    }
}
