"""Journeys through the service as its people make them: over HTTP, by mail, and with the clock running."""
