#!/usr/bin/env python3
"""make.py - one drill for two programs: bench/drill/model.json as a plan and as tables of C.

    make.py MODEL.JSON plan > drill.plan
    make.py MODEL.JSON header > model.h

Thirty steps with joins of all and of any, times of work in triangles, six pools of people, eight
deadlines from the alarm on."""
import json
import sys


def plan(model):
    yield '''plan drill "Drill of thirty steps" {
  version "1"  status draft  language en  timezone "UTC"
}
org crew "Crew" { kind unit  duty 24h }
event alarm "Alarm" { seen by crew }'''
    for k, count in enumerate(model['pools']):
        yield f'resource pool-{k} "Pool {k}" {{ kind people  owner crew  count {count} }}'
    deadlines = {row['step']: row['seconds'] for row in model['deadlines']}
    yield 'response drill "Drill" {\n  on alarm  lead crew'
    for number, step in enumerate(model['steps']):
        least, likely, most = step['seconds']
        words = [f'  step step-{number:02} {{ by crew']
        if step['after']:
            any_of = 'any of ' if step['join'] == 'any' else ''
            words.append(f'after {any_of}' + ', '.join(f'step-{k:02}' for k in step['after']))
        words.append(f'takes {least}s..{likely}s..{most}s')
        words.append(f'uses 1 pool-{step["pool"]}')
        if number in deadlines:
            words.append(f'within {deadlines[number]}s of alarm')
        yield '  '.join(words) + ' }'
    yield '}'


def table(kind, name, values):
    def text(value):
        return '{' + ','.join(map(text, value)) + '}' if isinstance(value, list) else str(value)
    return f'static const {kind} {name} = {text(list(values))};'


def header(model):
    steps = model['steps']
    after = [[k for k, step in enumerate(steps) if number in step['after']]
             for number in range(len(steps))]
    widest = max(map(len, after))
    yield '/* written by bench/drill/make.py */'
    yield f'enum {{ STEPS = {len(steps)}, POOLS = {len(model["pools"])}, ' \
          f'DEADLINES = {len(model["deadlines"])} }};'
    for name, k in (('LEAST', 0), ('LIKELY', 1), ('MOST', 2)):
        yield table('double', f'{name}[STEPS]', [step['seconds'][k] for step in steps])
    yield table('int', 'POOL[STEPS]', [step['pool'] for step in steps])
    yield table('int', 'UNITS[POOLS]', model['pools'])
    yield table('int', 'NEEDS[STEPS]', [1 if step['join'] == 'any' else len(step['after'])
                                        for step in steps])
    yield table('int', 'FOLLOWERS[STEPS]', [len(row) for row in after])
    yield table('int', f'FOLLOWER[STEPS][{widest}]', [row or [0] for row in after])
    yield table('int', 'DUE_STEP[DEADLINES]', [row['step'] for row in model['deadlines']])
    yield table('double', 'DUE_SECONDS[DEADLINES]', [row['seconds'] for row in model['deadlines']])


with open(sys.argv[1], encoding='utf-8') as file:
    MODEL = json.load(file)
for line in {'plan': plan, 'header': header}[sys.argv[2]](MODEL):
    print(line)
