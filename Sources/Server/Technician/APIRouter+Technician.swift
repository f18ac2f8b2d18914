import Gateway
import HTTPTypes
import Hummingbird

/// What technicians do with the modems of the running service. Only on the Unix socket.
extension APIRouter {
    func addTechnician(to router: Router<BasicRequestContext>) {
        addLive(to: router)
        addRecordings(to: router)
        router.get("/v1/modems/:name/messages") { [control] _, context -> Response in
            try .json(try await control.storedMessages(name("name", context)))
        }
        router.delete("/v1/modems/:name/messages/:storage/:index") { [control] request, context -> Response in
            let force = try Query(request, allowing: ["force"]).flag("force")
            guard let index = Int(try name("index", context)), (0...100_000).contains(index) else {
                throw Problem.invalid("expected a slot's number", field: "index")
            }
            return try .json(
                try await control.deleteStoredMessage(
                    name("name", context),
                    name("storage", context),
                    index,
                    force: force
                )
            )
        }
        router.put("/v1/modems/:name/service-center") { [control] request, context -> Response in
            let body = try await request.decoded(ServiceCenterRequest.self, limit: Self.smallBody)
            let number = try await control.setServiceCenter(name("name", context), body.number)
            return try .json(ServiceCenterRequest(number: number))
        }
        router.post("/v1/modems/:name/reset") { [control] request, context -> Response in
            let hard = try Query(request, allowing: ["hard"]).flag("hard")
            try await control.reset(name("name", context), hard: hard)
            return Response(status: .noContent)
        }
        router.post("/v1/modems/:name/pin") { [control] request, context -> Response in
            let body = try await request.decoded(PINRequest.self, limit: Self.smallBody)
            guard (4...8).contains(body.pin.utf8.count), body.pin.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw Problem.invalid("a PIN has 4 to 8 digits", field: "pin")
            }
            try await control.enterPIN(name("name", context), body.pin)
            return Response(status: .noContent)
        }
        router.put("/v1/modems/:name/name") { [control] request, context -> Response in
            let body = try await request.decoded(NameRequest.self, limit: Self.smallBody)
            let name = try await control.nameModem(name("name", context), body.name, ofSIM: body.sim ?? false)
            return try .json(NameRequest(name: name))
        }
    }

    private static let smallBody = 4096
}

/// A modem's service center.
public struct ServiceCenterRequest: Codable, Sendable {
    public var number: String

    public init(number: String) {
        self.number = number
    }
}

/// A PIN that a person typed.
public struct PINRequest: Codable, Sendable {
    public var pin: String

    public init(pin: String) {
        self.pin = pin
    }
}

/// What a modem is called from now on.
public struct NameRequest: Codable, Sendable {
    public var name: String
    /// Names the SIM and not the modem.
    public var sim: Bool?

    public init(name: String, sim: Bool? = nil) {
        self.name = name
        self.sim = sim
    }
}
