extension SimulatedModem.Hardware {
    /// The names that ``init(dialect:index:)`` takes: those of the driver's dialects.
    public static let dialects = [
        "generic", "huawei-old", "huawei", "brovi", "zte", "simcom2g", "simcom4g", "quectel2g", "quectel4g", "telit",
        "u-blox",
        "siemens", "cinterion", "sierra", "wavecom", "option", "novatel", "ericsson", "neoway", "fibocom",
    ]

    /// Hardware that speaks as a modem of that family does: its names, noise, prompt, lists and oddities. Nil where the
    /// family is unknown.
    public init?(dialect: String, index: Int) {
        guard Self.dialects.contains(dialect) else { return nil }
        self.init(index: index)
        switch dialect {
        case "huawei-old", "huawei", "brovi": beHuawei(dialect)
        case "zte": beZTE()
        case "simcom2g", "simcom4g": beSIMCom(dialect)
        case "quectel2g", "quectel4g": beQuectel(dialect)
        case "siemens", "cinterion": beCinterion(dialect)
        case "generic": break
        default: beAnother(dialect)
        }
        switch dialect {
        case "simcom2g", "quectel2g", "siemens", "wavecom": accessTechnology = 0
        case "huawei-old", "huawei", "option", "ericsson", "novatel": accessTechnology = 2
        default: break
        }
        // By the vendors' manuals; a family's own command alone ends a hang.
        resets =
            switch dialect {
            case "huawei-old", "huawei", "brovi": ["^RESET"]
            case "simcom4g": ["+CRESET"]
            case "telit": ["#REBOOT"]
            case "u-blox": ["+CFUN=16"]
            case "sierra": ["!RESET"]
            case "novatel": ["+CFUN=6"]
            case "fibocom": ["+CFUN=15"]
            default: ["+CFUN=1,1"]
            }
    }

    private mutating func name(_ manufacturer: String, _ model: String, _ revision: String) {
        self.manufacturer = manufacturer
        self.model = model
        self.revision = revision
    }

    private mutating func beHuawei(_ dialect: String) {
        firstIndex = 0
        iccidCommand = "^ICCID"
        noise = ["^RSSI: 17", "^HCSQ: \"LTE\",45,41,120,18", "^MODE: 5,4", "^DSFLOWRPT: 0000000A,00000000"]
        vendorAnswers = [
            "^CURC=0": [], "^CURC=1": [], "^PORTSEL=0": [], "^CVOICE=0": [], "^HCSQ?": ["^HCSQ: \"LTE\",45,41"],
        ]
        startNotices = ["^BOOT:12345678,0,0,0,6", "RDY"]
        switch dialect {
        case "huawei-old":
            name("huawei", "E1550", "11.608.14.15.311")
            answersRegistrationLate = true
            reportModes = [0, 1]
        case "brovi":
            name("Brovi", "E3372-325", "3.0.2.61")
            storagePositions = 3
            prompt = .bare
        default:
            name("huawei", "E3131", "21.157.01.00.27")
            vendorAnswers["^CHIPTEMP?"] = ["^CHIPTEMP: 310,360,280"]
        }
    }

    private mutating func beZTE() {
        name("ZTE INCORPORATED", "MF190", "BD_MF190V1.0.0B04")
        noise = ["+ZUSIMR:2", "+ZPASR: \"HSPA\""]
        iccidCommand = "+ICCID"
        prompt = .afterNotice
        notificationLists = [[0, 1, 2], [0, 1, 2, 3], [0, 2, 3], [0, 1, 2], [0, 1]]
    }

    private mutating func beSIMCom(_ dialect: String) {
        if dialect == "simcom2g" {
            name("SIMCOM_Ltd", "SIMCOM_SIM800L", "Revision:1418B05SIM800L24")
            memorySize = 0
            noise = ["+CIEV: 10,\"26202\",\"Simnet\",\"Simnet\", 0, 0", "*PSUTTZ: 2026,1,1,0,0,0,\"+4\",0", "DST: 0"]
            startNotices = ["RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"]
            notificationLists = [[0, 1, 2], [0, 1, 2], [0], [0, 1], [0, 1]]
            vendorAnswers = ["+CBC": ["+CBC: 0,85,4087"], "+CIURC=0": [], "+CSCLK=0": []]
            addsStrayError = true
        } else {
            name("SIMCOM INCORPORATED", "SIMCOM_SIM7600E-H", "LE20B04SIM7600M22")
            iccidCommand = "+CICCID"
            noise = ["+NITZ: 26/01/01,00:00:00+04,0", "+CNSMOD: 0,8"]
            startNotices = ["*ATREADY: 1", "+CPIN: READY", "SMS DONE", "PB DONE"]
            prompt = .ownLine
            vendorAnswers = [
                "+CPMUTEMP": ["+CPMUTEMP: 31"], "+CBC": ["+CBC: 3.81V"], "+CPSI?": ["+CPSI: LTE,Online,262-01"],
            ]
        }
    }

    private mutating func beQuectel(_ dialect: String) {
        iccidCommand = "+QCCID"
        if dialect == "quectel2g" {
            name("Quectel_Ltd", "Quectel_M95", "M95FAR02A08")
            memorySize = 0
            startNotices = ["RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"]
            addsStrayError = true
            listForm = .noLineEnds
        } else {
            name("Quectel", "EC25", "EC25EFAR06A06M4G")
            noise = ["+QIND: \"csq\",20,99", "+QUSIM: 1"]
            startNotices = ["RDY", "+QIND: SMS DONE", "+QIND: PB DONE"]
            registersForSMSOnly = true
            vendorAnswers = [
                "+QURCCFG=\"URCPORT\",\"USBAT\"": [], "+QTEMP": ["+QTEMP: 30,28,29"],
                "+QNWINFO": ["+QNWINFO: \"FDD LTE\""],
            ]
        }
    }

    private mutating func beCinterion(_ dialect: String) {
        if dialect == "siemens" {
            name("SIEMENS", "TC35i", "REVISION 01.05")
            memorySize = 0
            notificationLists = [[0, 1, 2, 3], [0, 1, 2], [0], [0, 2], [1]]
            listForm = .refused
            prompt = .behindEcho
        } else {
            name("Cinterion", "PLS8-E", "REVISION 03.017")
            noise = ["+CIEV: rssi,4", "^SCKS: 1"]
            startNotices = ["^SYSSTART"]
            vendorAnswers = ["^SCFG=\"URC/DSTIFC\",\"APP\"": [], "^SCTM?": ["^SCTM: 0,0,32"]]
            listForm = .noAlpha
        }
    }

    private mutating func beAnother(_ dialect: String) {
        switch dialect {
        case "telit":
            name("Telit", "LE910C1-EU", "25.30.203")
            iccidCommand = "#CCID"
            noise = ["#QSS: 3", "SRING: 1"]
            vendorAnswers = ["#QSS=0": []]
        case "u-blox":
            name("u-blox", "TOBY-L210", "09.71")
            noise = ["+UUSIMSTAT: 6"]
            startNotices = ["+AT: READY"]
            vendorAnswers = ["+UPSV=0": [], "+UTEMP?": ["+UTEMP: 315"]]
        case "sierra":
            name("Sierra Wireless, Incorporated", "MC7304", "SWI9X15C_05.05.58.00")
            vendorAnswers = ["!PCTEMP?": ["Temperature state: Normal", "Temperature: 34.94"]]
        case "wavecom":
            name("WAVECOM MODEM", "MULTIBAND 900E 1800", "641b09gg.Q2403A")
            memorySize = 0
            noise = ["+WIND: 7"]
            saysReadyWithoutOK = true
            answersRegistrationLate = true
            hidesReference = true
            listForm = .refusedWithoutSlots
            startNotices = ["RDY", "+WIND: 4"]
        case "option":
            name("Option N.V.", "GTM382", "2.10.8Hd")
            firstIndex = 0
            noise = ["_OSIGQ: 18,0"]
        case "novatel":
            name("Novatel Wireless Incorporated", "E362", "3.00")
            notificationLists = [[0, 1], [0, 1], [0, 2], [0, 1], [0]]
        case "ericsson":
            name("Ericsson", "F5521gw", "R2A19")
            noise = ["*EMWI: 1,0", "+CIEV: 9,1"]
            startNotices = ["*EMRDY: 1"]
        case "neoway":
            name("Neoway", "M590", "M590-V1.0")
            memorySize = 0
        default: name("Fibocom", "L610-EU", "16000.1000")
        }
    }
}
