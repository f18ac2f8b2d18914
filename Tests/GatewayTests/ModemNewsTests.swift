import Logging
import Storage
import Testing

@testable import Gateway

@Suite struct ModemNewsTests {
    private func view(_ state: String, port: String? = "/dev/ttyUSB0", reason: String? = nil) -> ModemView {
        var view = ModemView(name: "office", source: "/dev/ttyUSB0", state: state, dailyLimit: 200)
        view.port = port
        view.reason = reason
        view.manufacturer = "Huawei"
        view.model = "E173"
        view.imei = "356938035600007"
        view.iccid = "8949000000000000123"
        view.operatorName = "Simnet"
        view.signalDBm = -73
        return view
    }

    @Test func comingAndGoingIsOneLineEach() {
        let absent = view("absent", port: nil, reason: "no port")
        let seen = ModemNews(from: absent, to: view("starting"))
        #expect(seen?.level == .info)
        #expect(seen?.text == "office: a modem is at /dev/ttyUSB0; it is being set up")
        let ready = ModemNews(from: view("starting"), to: view("ready"))
        #expect(ready?.level == .info)
        #expect(ready?.text == "office: ready: Huawei E173, IMEI …007, SIM …123, Simnet, -73 dBm")
        #expect(ModemNews(from: view("ready"), to: view("ready")) == nil)
        let lost = ModemNews(from: view("ready"), to: view("absent", port: nil, reason: "the port went away"))
        #expect(lost?.level == .warning)
        #expect(lost?.text == "office: not there: the port went away")
    }

    @Test func whatATechnicianMustMendIsAWarningWithItsReason() {
        let locked = ModemNews(from: view("starting"), to: view("needsPIN", reason: "the SIM asks for its PIN"))
        #expect(locked?.level == .warning)
        #expect(locked?.text == "office: needs its PIN: the SIM asks for its PIN")
        let out = ModemNews(from: view("ready"), to: view("suspended", reason: "not registered"))
        #expect(out?.level == .warning)
        #expect(out?.text == "office: out of rotation: not registered")
        let again = ModemNews(from: view("suspended", reason: "x"), to: view("starting"))
        #expect(again == nil)
    }
}
