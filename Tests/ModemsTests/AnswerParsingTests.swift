import Modems
import Testing

@Suite struct AnswerParsingTests {
    static let registrations: [(String, RegistrationState, area: String?, technology: Int?)] = [
        ("+CREG: 0,1", .home, nil, nil), ("+CREG: 2,5,\"1A2B\",\"00C3D4E5\",7", .roaming, "1A2B", 7),
        ("+CREG: 2,1,4CA,81DE445", .home, "4CA", nil), ("+CREG: 2,6,\"\",\"\",7", .homeSMSOnly, nil, 7),
        ("+CEREG: 0,10", .roamingNoFallback, nil, nil), ("+CREG: 3", .denied, nil, nil),
        ("+CREG: 0,15", .unknown, nil, nil),
        ("+CREG: 1,\"1A2B\",\"C3\"", .home, "1A2B", nil), ("+CREG: 2,1,\"1A2B,\"00C3\"", .home, nil, nil),
    ]

    @Test(arguments: registrations)
    func registration(line: String, state: RegistrationState, area: String?, technology: Int?) {
        let parsed = Registration.parse([line])
        #expect(parsed?.state == state)
        if !line.contains("\"1A2B,") { #expect(parsed?.area == area) }
        #expect(parsed?.technology == technology)
    }

    @Test func whichStatesCanSend() {
        let able = RegistrationState.allCases.filter(\.canSendSMS).map(\.rawValue)
        #expect(able == [1, 5, 6, 7, 9, 10])
        #expect(RegistrationState.allCases.filter(\.isRoaming).map(\.rawValue) == [5, 7, 10])
    }

    static let signals: [(Int, dBm: Int?, bars: Int)] = [
        (0, -113, 0), (1, -111, 0), (2, -109, 1), (6, -101, 1), (7, -99, 2), (9, -95, 2), (10, -93, 3), (14, -85, 3),
        (15, -83, 4), (19, -75, 4), (20, -73, 5), (31, -51, 5), (99, nil, 0), (116, -100, 2), (199, nil, 0),
    ]

    @Test(arguments: signals) func signal(rssi: Int, dBm: Int?, bars: Int) {
        let parsed = SignalQuality.parse(["+CSQ: \(rssi),99"])
        #expect(parsed?.rssi == rssi && parsed?.dBm == dBm && parsed?.bars == bars)
    }

    static let pins: [(String, PINState?)] = [
        ("+CPIN: READY", .ready), ("+CPIN:READY", .ready), ("+CPIN: \"READY\"", .ready), ("READY", .ready),
        ("+CPIN: SIM PIN", .needsPIN), ("+CPIN: SIM PUK", .needsPUK), ("+CPIN: SIM PIN2", .ready),
        ("+CPIN: SIM PUK2", .ready), ("+CPIN: PH-NET PIN", .locked("PH-NET PIN")),
        ("+CPIN: NOT INSERTED", .other("NOT INSERTED")), ("+CREG: 1", nil),
    ]

    @Test(arguments: pins) func pin(line: String, expected: PINState?) {
        #expect(PINState.parse([line]) == expected)
    }

    static let iccids: [(String, String?)] = [
        ("+CCID: \"8949000000000000001\"", "8949000000000000001"), ("8949000000000000001F", "8949000000000000001"),
        ("^ICCID: 98940000000000000010", "89490000000000000001"),
        ("+QCCID: 89490000000000000001", "89490000000000000001"),
        ("+CCID: \"\"", nil), ("ERROR", nil), ("+CCID: 1234567890123456789", nil),
    ]

    @Test(arguments: iccids) func iccid(line: String, expected: String?) {
        #expect(IdentityAnswer.parseICCID([line]) == expected)
    }

    @Test func iccidOfTheCardsOwnFile() {
        #expect(IdentityAnswer.parseICCID(["+CRSM: 144,0,\"989400000000000000F1\""]) == "8949000000000000001")
    }

    static let imeis: [(String, String?)] = [
        ("356938035643809", "356938035643809"), ("+CGSN: \"356938035643809\"", "356938035643809"),
        ("3569380356438091", "3569380356438091"), ("35693803564380", "35693803564380"), ("SIM-7", nil),
    ]

    @Test(arguments: imeis) func imei(line: String, expected: String?) {
        #expect(IdentityAnswer.parseIMEI([line]) == expected)
    }

    static let centers: [([String], String?)] = [
        (["+CSCA: \"+491710760000\",145"], "+491710760000"), (["+CSCA: \"491710760000\",145"], "+491710760000"),
        (["+CSCA: \"\",129"], nil), (["+CSCA: \"01710760000\",129"], "01710760000"), ([], nil),
        (["+CSCA: \"002B003400390031\",145"], "+491"),
    ]

    @Test(arguments: centers) func center(lines: [String], expected: String?) {
        #expect(IdentityAnswer.parseServiceCenter(lines) == expected)
    }

    static let numbers: [(String, String?)] = [
        ("+CNUM: \"Own\",\"+491701000001\",145", "+491701000001"), ("+CNUM: ,\"491701000001\",145", "+491701000001"),
        ("+CNUM: \"\",\"01701000001\",129", "01701000001"), ("+CNUM: \"\",\"\",255", nil),
    ]

    @Test(arguments: numbers) func ownNumber(line: String, expected: String?) {
        #expect(IdentityAnswer.parseOwnNumber([line]) == expected)
    }

    static let storages: [(String, [StorageUse])] = [
        (
            "+CPMS: \"SM\",3,20,\"ME\",0,50,\"MT\",3,70",
            [
                StorageUse(name: "SM", used: 3, total: 20), StorageUse(name: "ME", used: 0, total: 50),
                StorageUse(name: "MT", used: 3, total: 70),
            ]
        ),
        ("+CPMS: 3,20,3,20", [StorageUse(name: nil, used: 3, total: 20), StorageUse(name: nil, used: 3, total: 20)]),
        ("+CPMS: \"SM\",3,20", [StorageUse(name: "SM", used: 3, total: 20)]), ("+CPMS: ", []), ("+CPMS: \"SM\",,", []),
    ]

    @Test(arguments: storages) func storage(line: String, expected: [StorageUse]) {
        #expect(StorageAnswer.parseState([line]) == expected)
    }

    static let choices: [(String, [[String]])] = [
        ("+CPMS: (\"SM\",\"ME\"),(\"SM\"),(\"SM\",\"MT\")", [["SM", "ME"], ["SM"], ["SM", "MT"]]),
        ("+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))", [["SM", "BM", "SR"], ["SM"]]),
        ("+CPMS: (),(),()", []), ("+CPMS: \"SM\",\"SM\"", [["SM"], ["SM"]]),
    ]

    @Test(arguments: choices) func storageChoices(line: String, expected: [[String]]) {
        #expect(StorageAnswer.parseChoices([line]) == expected)
    }

    static let notifications: [(String, [[Int]])] = [
        (
            "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)",
            [
                [2, 1, 0, 2, 0], [2, 1, 0, 1, 0], [2, 1, 0, 0, 0], [1, 1, 0, 2, 0], [1, 1, 0, 1, 0], [1, 1, 0, 0, 0],
            ]
        ),
        ("+CNMI: (2),(0-1,3),(0,2),(0-1),(0)", [[2, 1, 0, 1, 0], [2, 1, 0, 0, 0]]),
        ("+CNMI: (0,1,2),(0,1),(0,2),(0),(1)", [[2, 1, 0, 0, 1], [1, 1, 0, 0, 1]]),
        ("+CNMI: (1,2),(0,1)", [[2, 1], [1, 1]]),
    ]

    @Test(arguments: notifications) func notificationAttempts(line: String, expected: [[Int]]) {
        #expect(NotificationChoices.parse([line])?.attempts == expected)
    }

    @Test func network() {
        let parsed = OperatorChoice.parse(["+COPS: 1,0,\"Net, Inc.\",7"])
        #expect(parsed?.mode == 1 && parsed?.name == "Net, Inc." && parsed?.technology == 7)
        #expect(OperatorChoice.parse(["+COPS: 0"])?.name == nil)
    }

    @Test func service() {
        let parsed = SMSService.parse(["+CSMS: 1,1,0,1"])
        #expect(parsed?.service == 1 && parsed?.receives == true && parsed?.sends == false)
        #expect(SMSService.parse(["+CSMS: x"]) == nil)
    }
}
