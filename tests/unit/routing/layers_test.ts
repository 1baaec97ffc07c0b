import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  guardLayers,
  nestLayers,
  NO_LAYERS,
  type ScopeLayers,
} from "../../../src/routing/layers.ts";

const test = suite("routing/layers");
const hook = () => {};
const NOTHING: ScopeLayers = { middleware: [], hooks: NO_LAYERS.hooks, errorHandlers: new Map() };

test("nestLayers() returns the outer layers where the scope adds nothing", () => {
  const outer = nestLayers(NO_LAYERS, { ...NOTHING, middleware: [hook] });
  assert.is(nestLayers(outer, NOTHING), outer);
  assert.is(nestLayers(NO_LAYERS, NOTHING), NO_LAYERS);
});

test("nestLayers() puts what surrounds first, but for error handlers", () => {
  const [outerHook, innerHook] = [() => {}, () => {}];
  const [outerErrors, innerErrors] = [new Map([[null, hook]]), new Map([[TypeError, hook]])];
  const scope = (one: () => void, errorHandlers: ScopeLayers["errorHandlers"]): ScopeLayers => ({
    middleware: [one],
    hooks: {
      onRequest: [one],
      preValidation: [one],
      preHandler: [one],
      onSend: [one],
      onResponse: [one],
    },
    errorHandlers,
  });
  const outer = nestLayers(NO_LAYERS, scope(outerHook, outerErrors));
  const both = [outerHook, innerHook];
  assert.equal(nestLayers(outer, scope(innerHook, innerErrors)), {
    middleware: both,
    hooks: {
      onRequest: both,
      preValidation: both,
      preHandler: both,
      onSend: both,
      onResponse: both,
    },
    guards: [],
    errorHandlers: [innerErrors, outerErrors],
  });
});

test("nestLayers() keeps no list of the scope, which may still grow", () => {
  const [middleware, errorHandlers] = [[hook], new Map()];
  const layers = nestLayers(NO_LAYERS, { ...NOTHING, middleware, errorHandlers });
  middleware.push(hook);
  errorHandlers.set(null, hook);
  assert.is(layers.middleware.length, 1);
  assert.equal(layers.errorHandlers, []);
});

test("guardLayers() adds guards, and nothing where there are none", () => {
  assert.is(guardLayers(NO_LAYERS, []), NO_LAYERS);
  assert.equal(guardLayers(NO_LAYERS, [hook]), { ...NO_LAYERS, guards: [hook] });
});

test("layers and their lists are frozen", () => {
  const layers = guardLayers(nestLayers(NO_LAYERS, { ...NOTHING, middleware: [hook] }), [hook]);
  const { middleware, hooks, guards, errorHandlers } = layers;
  for (const part of [layers, middleware, hooks, hooks.onSend, guards, errorHandlers]) {
    assert.ok(Object.isFrozen(part));
  }
});

test.run();
