// swift-tools-version: 6.2
import PackageDescription

// What is measured is built again from its own sources, by the symbolic links in Sources, as in a release. A package of
// its own, so that the benchmark of the codec needs no other package.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "claims",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(name: "SMS", swiftSettings: settings),
        .target(
            name: "Campaigns",
            dependencies: ["SMS", "CPhoneNumber", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings
        ),
        .target(
            name: "Storage",
            dependencies: ["Campaigns", "SMS", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "claims",
            dependencies: ["Storage", "Campaigns", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Sources/Claims",
            swiftSettings: settings
        ),
    ],
    cxxLanguageStandard: .cxx17
)
