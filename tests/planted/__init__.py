"""Faults planted on purpose: does some test find each of them, and leave harmless changes alone?"""
