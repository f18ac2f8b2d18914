import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    func addHealth(to router: Router<BasicRequestContext>) {
        router.get("/v1/health") { [control] _, _ -> Response in
            let health = await control.health()
            return try .json(health, status: health.status == "unable" ? .serviceUnavailable : .ok)
        }
    }

    func addAlarms(to router: Router<BasicRequestContext>) {
        router.get("/v1/alarms") { [control] _, _ -> Response in
            try .json(control.alarms())
        }
    }

    func addModems(to router: Router<BasicRequestContext>) {
        router.get("/v1/modems") { [control] _, _ -> Response in
            try .json(await control.modems())
        }
        router.get("/v1/calls") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["route", "before_id", "limit"])
            return try .json(
                try await control.calls(
                    to: try query.text("route"),
                    before: try query.integer("before_id", in: 1...Int64.max),
                    limit: try query.limit() ?? 50
                )
            )
        }
        router.get("/v1/loopbacks") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["modem", "round", "before_id", "limit"])
            return try .json(
                try await control.loopbacks(
                    of: try query.text("modem"),
                    round: try query.integer("round", in: 1...Int64.max),
                    before: try query.integer("before_id", in: 1...Int64.max),
                    limit: try query.limit() ?? 50
                )
            )
        }
        router.get("/v1/modems/:name/history") { [control] request, context -> Response in
            let query = try Query(request, allowing: ["kind", "since", "before", "limit"])
            let kind = try query.choice("kind", ModemHistoryEntry.Kind.self)
            let name = try name("name", context)
            guard await control.modems().contains(where: { $0.name == name }) else {
                throw ControlProblem.notFound("there is no modem \(name)")
            }
            return try .json(
                try await control.modemHistory(
                    of: name,
                    kind: kind,
                    since: try query.time("since") ?? Timestamp(milliseconds: 0),
                    before: try query.time("before"),
                    limit: try query.limit() ?? 200
                )
            )
        }
    }
}
