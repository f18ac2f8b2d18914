import Gateway
import HTTPTypes
import Hummingbird

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
    }
}
