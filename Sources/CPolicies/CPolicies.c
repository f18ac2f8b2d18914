#include "CPolicies.h"

// What the compilers of all languages that we use know.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char au[] = {
#embed "../../Examples/policies/au.yaml"
};

static const unsigned char ca[] = {
#embed "../../Examples/policies/ca.yaml"
};

static const unsigned char eu[] = {
#embed "../../Examples/policies/eu.yaml"
};

static const unsigned char eu_strict[] = {
#embed "../../Examples/policies/eu-strict.yaml"
};

static const unsigned char fr[] = {
#embed "../../Examples/policies/fr.yaml"
};

static const unsigned char gb[] = {
#embed "../../Examples/policies/gb.yaml"
};

static const unsigned char in[] = {
#embed "../../Examples/policies/in.yaml"
};

static const unsigned char standard[] = {
#embed "../../Examples/policies/standard.yaml"
};

static const unsigned char us[] = {
#embed "../../Examples/policies/us.yaml"
};

static const cpolicies_file files[] = {
    {"au", au, sizeof au},
    {"ca", ca, sizeof ca},
    {"eu", eu, sizeof eu},
    {"eu-strict", eu_strict, sizeof eu_strict},
    {"fr", fr, sizeof fr},
    {"gb", gb, sizeof gb},
    {"in", in, sizeof in},
    {"standard", standard, sizeof standard},
    {"us", us, sizeof us},
};

size_t cpolicies_count(void) { return sizeof files / sizeof *files; }

const cpolicies_file *cpolicies_at(size_t index) { return index < cpolicies_count() ? &files[index] : NULL; }
