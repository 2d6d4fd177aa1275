// Made by `tocsin build --emit xstate`; do not edit.  docs/exports.md tells what it does.
import { assign, raise, setup } from 'xstate';

// Every event has `at`, milliseconds since the start.
export const inputs = [
  "set (values.i_water): water",
  "inject.call: call",
  "declare.level (rank 0 none, 1 high), propose.level, end.level (given): level",
  "activate.fight: fight",
  "start.fight_enough, decide.fight_enough (outcome 0 yes, 1 no), fail.fight_enough: fight.enough",
  "start.fight_look, did.fight_look, fail.fight_look: fight.look",
  "start.fight_pump_out, did.fight_pump_out, fail.fight_pump_out: fight.pump-out",
];

export const losses = [
  "step `fight.pump-out` needs resources: they are taken to be there",
];

const copy = (c) => Object.fromEntries(Object.entries(c).map(([k, v]) =>
  [k, Array.isArray(v) ? v.slice() : v]));
const act = (change) => assign(({ context, event }) => {
  const c = copy(context);
  change(c, event);
  return c;
});
const on = (test) => ({ context, event }) => !!test(context, event);

const lib = {
  k0: function(c) {return !!(c.v[0]<1000000?1:0);},
  k1: function(c) {return !!(c.v[0]>=5000000?1:0);},
  k2: function(c) {return !!(c.v[0]>=3000000?1:0);},
  k3: function(c) {return !!c.hd[2];},
  worst0: function(c) {return Math.max(c.floor[0],lib.k1(c)?1:0);},
  lowered0: function(c) {var r=c.D[0];if(c.now-c.raised[0]<1800000)return r;while(r>1){var b=c.below[0+r-1];if(b===null||c.now-b<1800000)break;r--;}return r;},
  warranted0: function(c,to) {var from=c.W[0];c.W[0]=to;var r;for(r=to+1;r<=from;r++)c.below[0+r-1]=c.now;for(r=from+1;r<=to;r++)c.below[0+r-1]=null;if(to>from&&to>c.D[0]){if([0,0][to])c.to[0]=to;else c.owe[0+to-1]=1;}if(false&&c.D[0]>to&&[0,0][c.D[0]]){r=lib.lowered0(c);if(r<c.D[0])c.to[0]=r;}else c.rearm[0]=1;},
  declared0: function(c,to) {var from=c.D[0];c.D[0]=to;c.to[0]=-1;if(to>from)c.raised[0]=c.now;if(to==0){c.floor[0]=0;c.es[0]=1;c.wd[0]=1;if(c.a[0])c.stop[0]=1;}c.rearm[0]=1;},
  next: function(c) {if(c.er.includes(1)||c.ef.includes(1))return -1;var s=c.q.indexOf(1),r=s<0?-1:[0,0][s];var k=c.k.findIndex(function(x){return x>0;});return k>=0&&(r<0||k<r)?k:r;},
  calm: function(c) {return !c.q.includes(1)&&!c.k.some(function(x){return x>0;})&&!c.er.includes(1)&&!c.ef.includes(1);},
  forget: function(c,r) {c.k[r]=0;[0,0].forEach(function(x,i){if(x==r)c.q[i]=0;});},
  over: function(c,from,to) {for(var i=from;i<to;i++)if(c.n[i]<3||c.n[i]>5)return false;return true;},
  cancel: function(c,i) {if(c.n[i]==2)return;c.w[i]=1;if(c.n[i]<3||c.n[i]>5){c.n[i]=6;c.x[i]=1;}},
  set_up0: function(c,cause,level) {lib.forget(c,0);c.a[0]=1;c.stop[0]=0;c.rs[0]=c.now;c.ca[0]=cause;c.cat[0]=c.now;c.lv[0]=level;c.e[0]=0;c.t[0]=0;if(c.n[0])c.b[0]=1;c.n[0]=0;c.x[0]=0;c.occ[0]=0;c.docc[0]=0;c.called[0]=0;c.held[0]=0;c.st[0]=null;c.dt[0]=null;c.oc[0]=0;c.late[0]=0;c.dr[0]=1;c.ow[0]=0;c.lw[0]=0;c.w[0]=0;c.fin[0]=0;if(c.n[1])c.b[1]=1;c.n[1]=0;c.x[1]=0;c.occ[1]=0;c.docc[1]=0;c.called[1]=1;c.held[1]=0;c.st[1]=null;c.dt[1]=null;c.oc[1]=0;c.late[1]=0;c.dr[1]=1;c.ow[1]=0;c.lw[1]=0;c.w[1]=0;c.fin[1]=0;c.e[1]=0;c.t[1]=0;c.e[2]=0;c.t[2]=0;if(c.n[2])c.b[2]=1;c.n[2]=0;c.x[2]=0;c.occ[2]=0;c.docc[2]=0;c.called[2]=0;c.held[2]=0;c.st[2]=null;c.dt[2]=null;c.oc[2]=0;c.late[2]=0;c.dr[2]=1;c.ow[2]=0;c.lw[2]=0;c.w[2]=0;c.fin[2]=0;if((c.ca[0]==0?c.cat[0]:c.at[0])!==null)c.ow[1]=1;},
  close0: function(c) {c.a[0]=0;c.stop[0]=0;c.t[0]=0;lib.cancel(c,0);lib.cancel(c,1);c.t[1]=0;c.t[2]=0;lib.cancel(c,2);},
  recall: function(c,i) {c.held[i]=0;if(c.n[i]==0)c.called[i]=1;},
  back: function(c,all) {var kept=all.filter(function(s){var i=s[0];if(c.n[i]==2)return false;return !(s[1]&&(c.n[i]==1||c.n[i]==7)&&s[2].some(function(e){return c.e[e]==1;}));});kept.forEach(function(s){if(s[1]&&c.n[s[0]]!=0)s[2].forEach(function(e){if(c.e[e]==1)c.e[e]=2;});});kept.forEach(function(s){var i=s[0];s[3].forEach(function(e){c.t[e]=0;c.e[e]=0;});s[4].forEach(function(e){c.t[e]=0;});if(c.n[i]==0)return;c.n[i]=0;c.b[i]=1;c.called[i]=0;c.oc[i]=0;c.late[i]=0;c.lw[i]=1;});},
  back2: function(c) {lib.back(c,[[2,0,[2],[0],[]],[0,0,[],[],[1]]]);},
  decide0: function(c,o) {var over=[false,false||c.occ[2]>=3][o];c.oc[0]=o+1;c.called[0]=0;c.n[0]=3;c.fin[0]=1;c.dt[0]=c.now;if(c.a[0]){switch(over?-1:o){case 0:break;case 1:lib.back2(c);c.held[2]=1;if(!c.t[1])c.t[1]=++c.gen;break;default:}}},
  finish1: function(c) {c.called[1]=0;c.n[1]=3;c.fin[1]=1;c.dt[1]=c.now;if(c.a[0]){c.e[2]=1;}},
  finish2: function(c) {c.called[2]=0;c.n[2]=3;c.fin[2]=1;c.dt[2]=c.now;if(c.a[0]){c.e[0]=1;}},
};

export const machine = setup({
  delays: {
    'H_2.counting': ({ context: c }) => 600000,
    'L_level.armed': ({ context: c }) => c.lt[0]-c.now,
    'instant.gathering': ({ context: c }) => 0,
    'X_1.waiting': ({ context: c }) => 900000,
    'Q_level_high.owed': ({ context: c }) => Math.max(0,c.ldue[0]-c.now),
    'O_fight_look.dated': ({ context: c }) => Math.max(0,c.due[1]-c.now),
  },
}).createMachine({
  id: 'plan',
  description: "Small -- <plan> & \"more\"",
  type: 'parallel',
  context: () => ({now:0,pend:0,go:0,gen:0,v:[0],f:[],at:[null],W:[0],D:[0],floor:[0],raised:[0],rearm:[0],er:[0],ef:[0],ip:[0],ia:[0],es:[0],lt:[0],to:[-1],owe:[0],wd:[0],lds:[0],below:[0],ldue:[null],on:[0],te:[-1],q:[0,0],k:[0],a:[0],rs:[0],cat:[0],lv:[0],stop:[0],ca:[-1],n:[0,0,0],occ:[0,0,0],called:[0,0,0],held:[0,0,0],oc:[0,0,0],late:[0,0,0],b:[0,0,0],x:[0,0,0],ds:[0,0,0],docc:[0,0,0],fin:[0,0,0],ow:[0,0,0],dr:[0,0,0],lw:[0,0,0],w:[0,0,0],st:[null,null,null],dt:[null,null,null],due:[null,null,null],e:[0,0,0],t:[0,0,0],tg:[0,0,0],ts:[0,0,0],hd:[0,0,0,0],hs:[0,0,0,0]}),
  states: {
    'H_2': {
      description: "has held for a while: water >= 3",
      initial: 'no',
      on: {
      },
      states: {
        'no': {
          always: [
            { target: 'counting', reenter: true, guard: on((c, d) => lib.k2(c)) }
          ],
          on: {
          },
        },
        'counting': {
          entry: act((c, d) => {c.hs[2]=c.now;}),
          after: { 'H_2.counting': { target: 'due', reenter: true, actions: [act((c, d) => {c.now=c.hs[2]+600000;c.pend=1;})] } },
          always: [
            { target: 'no', reenter: true, guard: on((c, d) => !lib.k2(c)) }
          ],
          on: {
          },
        },
        'due': {
          always: [
            { target: 'no', reenter: true, guard: on((c, d) => !lib.k2(c)) },
            { target: 'held', reenter: true, guard: on((c, d) => c.go==1), actions: [act((c, d) => {c.hd[2]=1;})] }
          ],
          on: {
          },
        },
        'held': {
          always: [
            { target: 'no', reenter: true, guard: on((c, d) => !lib.k2(c)), actions: [act((c, d) => {c.hd[2]=0;})] }
          ],
          on: {
          },
        },
      },
    },
    'T_rising': {
      description: "trigger rising",
      initial: 'quiet',
      on: {
      },
      states: {
        'quiet': {
          always: [
            { target: 'high', reenter: true, guard: on((c, d) => lib.k3(c)), actions: [act((c, d) => {c.on[0]=0;c.te[0]=-1;c.q[1]=1;}), raise({ type: 'open' })] }
          ],
          on: {
          },
        },
        'high': {
          always: [
            { target: 'quiet', reenter: true, guard: on((c, d) => !lib.k3(c)) }
          ],
          on: {
          },
        },
      },
    },
    'W_level': {
      description: "ladder level: the grade that is warranted",
      initial: 'none',
      always: [
        { target: '.none', guard: on((c, d) => c.W[0]!=0&&lib.worst0(c)==0), actions: [act((c, d) => {lib.warranted0(c,0);}), raise({ type: 'open' })] },
        { target: '.at_1_high', guard: on((c, d) => c.W[0]!=1&&lib.worst0(c)==1), actions: [act((c, d) => {lib.warranted0(c,1);}), raise({ type: 'open' })] }
      ],
      on: {
      },
      states: {
        'none': {
          on: {
          },
        },
        'at_1_high': {
          on: {
          },
        },
      },
    },
    'D_level': {
      description: "ladder level: the grade that is declared",
      initial: 'none',
      always: [
        { target: '.none', guard: on((c, d) => c.to[0]==0&&c.D[0]!=0), actions: [act((c, d) => {lib.declared0(c,0);}), raise({ type: 'open' })] },
        { target: '.at_1_high', guard: on((c, d) => c.to[0]==1&&c.D[0]!=1), actions: [act((c, d) => {lib.declared0(c,1);}), raise({ type: 'open' })] }
      ],
      on: {
        'declare.level': [
          { target: '.at_1_high', guard: on((c, d) => d.rank==1&&c.D[0]!=1), actions: [act((c, d) => {c.now=d.at;lib.declared0(c,1);}), raise({ type: 'open' })] }
        ],
      },
      states: {
        'none': {
          on: {
          },
        },
        'at_1_high': {
          on: {
          },
        },
      },
    },
    'L_level': {
      description: "ladder level: lowering",
      initial: 'idle',
      on: {
      },
      states: {
        'idle': {
          always: [
            { target: 'armed', reenter: true, guard: on((c, d) => c.rearm[0]&&c.D[0]>1&&c.below[0+c.D[0]-1]!==null), actions: [act((c, d) => {c.rearm[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.rearm[0]), actions: [act((c, d) => {c.rearm[0]=0;})] }
          ],
          on: {
          },
        },
        'armed': {
          entry: act((c, d) => {c.lt[0]=Math.max(c.now,Math.max(c.below[0+c.D[0]-1],c.raised[0])+1800000);}),
          after: { 'L_level.armed': { target: 'due', reenter: true, actions: [act((c, d) => {c.now=c.lt[0];c.pend=1;})] } },
          always: [
            { target: 'armed', reenter: true, guard: on((c, d) => c.rearm[0]&&c.D[0]>1&&c.below[0+c.D[0]-1]!==null), actions: [act((c, d) => {c.rearm[0]=0;})] },
            { target: 'idle', reenter: true, guard: on((c, d) => c.rearm[0]), actions: [act((c, d) => {c.rearm[0]=0;})] }
          ],
          on: {
          },
        },
        'due': {
          always: [
            { target: 'armed', reenter: true, guard: on((c, d) => c.rearm[0]&&c.D[0]>1&&c.below[0+c.D[0]-1]!==null), actions: [act((c, d) => {c.rearm[0]=0;})] },
            { target: 'idle', reenter: true, guard: on((c, d) => c.rearm[0]), actions: [act((c, d) => {c.rearm[0]=0;})] },
            { target: 'idle', reenter: true, guard: on((c, d) => c.go==2), actions: [act((c, d) => {var r=lib.lowered0(c);if(r<c.D[0]&&[0,0][c.D[0]])c.to[0]=r;})] }
          ],
          on: {
          },
        },
      },
    },
    'C_level': {
      description: "ladder level: what ends it",
      initial: 'low',
      on: {
      },
      states: {
        'low': {
          always: [
            { target: 'high', reenter: true, guard: on((c, d) => lib.k0(c)), actions: [act((c, d) => {c.er[0]=1;}), raise({ type: 'reconsider' })] }
          ],
          on: {
          },
        },
        'high': {
          always: [
            { target: 'low', reenter: true, guard: on((c, d) => !lib.k0(c)), actions: [act((c, d) => {c.er[0]=0;c.ef[0]=1;}), raise({ type: 'reconsider' })] }
          ],
          on: {
          },
        },
      },
    },
    'E_level': {
      description: "ladder level: its end, proposed and approved",
      initial: 'idle',
      on: {
      },
      states: {
        'idle': {
          always: [
            { target: 'idle', reenter: true, guard: on((c, d) => c.es[0]), actions: [act((c, d) => {c.es[0]=0;c.ip[0]=0;c.ia[0]=0;})] }
          ],
          on: {
            'reconsider': [
              { target: 'idle', reenter: true, guard: on((c, d) => c.ef[0]), actions: [act((c, d) => {c.ef[0]=0;c.ip[0]=0;c.ia[0]=0;}), raise({ type: 'reconsider' }), raise({ type: 'open' })] },
              { target: 'proposing', reenter: true, guard: on((c, d) => c.er[0]&&c.D[0]>0&&!c.ip[0]), actions: [act((c, d) => {c.er[0]=0;}), raise({ type: 'open' })] },
              { target: 'asked', reenter: true, guard: on((c, d) => c.er[0]&&c.D[0]>0), actions: [act((c, d) => {c.er[0]=0;c.ia[0]=1;}), raise({ type: 'open' })] },
              { description: 'stays', guard: on((c, d) => c.er[0]), actions: [act((c, d) => {c.er[0]=0;}), raise({ type: 'open' })] }
            ],
            'propose.level': [
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0&&!c.ip[0]), actions: [act((c, d) => {c.now=d.at;c.ip[0]=1;c.ia[0]=1;})] }
            ],
            'end.level': [
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0&&d.given), actions: [act((c, d) => {c.now=d.at;c.ia[0]=1;c.to[0]=0;})] },
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0), actions: [act((c, d) => {c.now=d.at;c.ia[0]=1;})] }
            ],
          },
        },
        'proposing': {
          always: [
            { target: 'idle', reenter: true, guard: on((c, d) => c.es[0]), actions: [act((c, d) => {c.es[0]=0;c.ip[0]=0;c.ia[0]=0;})] }
          ],
          on: {
            'reconsider': [
              { target: 'idle', reenter: true, guard: on((c, d) => c.ef[0]), actions: [act((c, d) => {c.ef[0]=0;c.ip[0]=0;c.ia[0]=0;}), raise({ type: 'reconsider' }), raise({ type: 'open' })] },
              { target: 'proposing', reenter: true, guard: on((c, d) => c.er[0]&&c.D[0]>0&&!c.ip[0]), actions: [act((c, d) => {c.er[0]=0;}), raise({ type: 'open' })] },
              { target: 'asked', reenter: true, guard: on((c, d) => c.er[0]&&c.D[0]>0), actions: [act((c, d) => {c.er[0]=0;c.ia[0]=1;}), raise({ type: 'open' })] },
              { description: 'stays', guard: on((c, d) => c.er[0]), actions: [act((c, d) => {c.er[0]=0;}), raise({ type: 'open' })] }
            ],
            'propose.level': [
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0&&!c.ip[0]), actions: [act((c, d) => {c.now=d.at;c.ip[0]=1;c.ia[0]=1;})] }
            ],
            'end.level': [
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0&&d.given), actions: [act((c, d) => {c.now=d.at;c.ia[0]=1;c.to[0]=0;})] },
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0), actions: [act((c, d) => {c.now=d.at;c.ia[0]=1;})] }
            ],
          },
        },
        'asked': {
          always: [
            { target: 'idle', reenter: true, guard: on((c, d) => c.es[0]), actions: [act((c, d) => {c.es[0]=0;c.ip[0]=0;c.ia[0]=0;})] }
          ],
          on: {
            'reconsider': [
              { target: 'idle', reenter: true, guard: on((c, d) => c.ef[0]), actions: [act((c, d) => {c.ef[0]=0;c.ip[0]=0;c.ia[0]=0;}), raise({ type: 'reconsider' }), raise({ type: 'open' })] },
              { target: 'proposing', reenter: true, guard: on((c, d) => c.er[0]&&c.D[0]>0&&!c.ip[0]), actions: [act((c, d) => {c.er[0]=0;}), raise({ type: 'open' })] },
              { target: 'asked', reenter: true, guard: on((c, d) => c.er[0]&&c.D[0]>0), actions: [act((c, d) => {c.er[0]=0;c.ia[0]=1;}), raise({ type: 'open' })] },
              { description: 'stays', guard: on((c, d) => c.er[0]), actions: [act((c, d) => {c.er[0]=0;}), raise({ type: 'open' })] }
            ],
            'propose.level': [
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0&&!c.ip[0]), actions: [act((c, d) => {c.now=d.at;c.ip[0]=1;c.ia[0]=1;})] }
            ],
            'end.level': [
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0&&d.given), actions: [act((c, d) => {c.now=d.at;c.ia[0]=1;c.to[0]=0;})] },
              { target: 'asked', reenter: true, guard: on((c, d) => c.D[0]>0), actions: [act((c, d) => {c.now=d.at;c.ia[0]=1;})] }
            ],
          },
        },
      },
    },
    'inputs': {
      description: "what comes in",
      initial: 'listening',
      on: {
      },
      states: {
        'listening': {
          on: {
            'set': [
              { description: 'stays', actions: [act((c, d) => {c.now=d.at;var v=d.values;if(v.i_water!==undefined)c.v[0]=v.i_water;})] }
            ],
            'inject.call': [
              { description: 'stays', actions: [act((c, d) => {c.now=d.at;var f=d.fields||{};c.at[0]=c.now;if(c.a[0]&&c.n[1]==0)c.ow[1]=1;c.q[0]=1;}), raise({ type: 'open' })] }
            ],
            'activate.fight': [
              { description: 'stays', actions: [act((c, d) => {c.now=d.at;c.k[0]++;}), raise({ type: 'open' })] }
            ],
          },
        },
      },
    },
    'instant': {
      description: "timers of one instant take turns, deadlines last",
      initial: 'idle',
      on: {
      },
      states: {
        'idle': {
          always: [
            { target: 'gathering', reenter: true, guard: on((c, d) => c.pend) }
          ],
          on: {
          },
        },
        'gathering': {
          after: { 'instant.gathering': { target: 'turns', reenter: true, actions: [act((c, d) => {c.pend=0;c.go=1;}), raise({ type: 'turn' })] } },
          on: {
          },
        },
        'turns': {
          on: {
            'turn': [
              { description: 'stays', guard: on((c, d) => !lib.calm(c)), actions: [act((c, d) => {}), raise({ type: 'turn' })] },
              { description: 'stays', guard: on((c, d) => c.go<4), actions: [act((c, d) => {c.go++;}), raise({ type: 'turn' })] },
              { target: 'idle', reenter: true, actions: [act((c, d) => {c.go=0;})] }
            ],
          },
        },
      },
    },
    'R_fight': {
      description: "response fight",
      initial: 'inactive',
      on: {
      },
      states: {
        'inactive': {
          on: {
            'open': [
              { target: 'active', reenter: true, guard: on((c, d) => lib.next(c)==0&&c.q[0]&&true&&true), actions: [act((c, d) => {lib.set_up0(c,0,0);}), raise({ type: 'open' })] },
              { target: 'active', reenter: true, guard: on((c, d) => lib.next(c)==0&&c.q[1]&&true&&true), actions: [act((c, d) => {lib.set_up0(c,-1,0);}), raise({ type: 'open' })] },
              { target: 'active', reenter: true, guard: on((c, d) => lib.next(c)==0&&c.k[0]>0&&true), actions: [act((c, d) => {lib.set_up0(c,-1,0);}), raise({ type: 'open' })] },
              { description: 'stays', guard: on((c, d) => lib.next(c)==0), actions: [act((c, d) => {lib.forget(c,0);}), raise({ type: 'open' })] }
            ],
          },
        },
        'active': {
          always: [
            { target: 'inactive', reenter: true, guard: on((c, d) => c.stop[0]||lib.over(c,0,3)), actions: [act((c, d) => {lib.close0(c);}), raise({ type: 'open' })] }
          ],
          on: {
            'open': [
              { description: 'stays', guard: on((c, d) => lib.next(c)==0), actions: [act((c, d) => {lib.forget(c,0);}), raise({ type: 'open' })] }
            ],
          },
        },
      },
    },
    'N_fight_enough': {
      description: "decision fight.enough",
      initial: 'waiting',
      on: {
      },
      states: {
        'waiting': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[0]), actions: [act((c, d) => {c.x[0]=0;})] },
            { target: 'ready', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[0]&&!c.x[0]&&lib.calm(c)&&!c.held[0]&&(c.called[0]||((c.e[0]==1)&&c.e[0]!=0))&&true), actions: [act((c, d) => {c.called[0]=0;c.occ[0]++;c.n[0]=1;})] },
            { target: 'skipped', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[0]&&!c.x[0]&&lib.calm(c)&&!c.held[0]&&(c.called[0]||((c.e[0]==1)&&c.e[0]!=0))), actions: [act((c, d) => {c.called[0]=0;c.occ[0]++;c.n[0]=4;})] },
            { target: 'dead', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[0]&&!c.x[0]&&lib.calm(c)&&!c.called[0]&&!c.held[0]&&c.e[0]==2), actions: [act((c, d) => {c.n[0]=5;})] }
          ],
          on: {
            'decide.fight_enough': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[0]++;if(c.st[0]===null){c.st[0]=c.now;}lib.decide0(c,d.outcome);}), raise({ type: 'open' })] }
            ],
            'start.fight_enough': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[0]++;if(c.st[0]===null){c.st[0]=c.now;}c.n[0]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_enough': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[0]++;c.n[0]=7;})] }
            ],
          },
        },
        'ready': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[0]), actions: [act((c, d) => {c.x[0]=0;})] }
          ],
          on: {
            'decide.fight_enough': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[0]===null){c.st[0]=c.now;}lib.decide0(c,d.outcome);}), raise({ type: 'open' })] }
            ],
            'start.fight_enough': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[0]===null){c.st[0]=c.now;}c.n[0]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_enough': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.n[0]=7;})] }
            ],
          },
        },
        'running': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] }
          ],
          on: {
            'decide.fight_enough': [
              { target: 'done', reenter: true, actions: [act((c, d) => {c.now=d.at;lib.decide0(c,d.outcome);}), raise({ type: 'open' })] }
            ],
            'fail.fight_enough': [
              { target: 'failed', reenter: true, actions: [act((c, d) => {c.now=d.at;c.n[0]=7;})] }
            ],
          },
        },
        'done': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] }
          ],
          on: {
          },
        },
        'skipped': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] }
          ],
          on: {
          },
        },
        'dead': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] },
            { target: 'ready', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[0]&&!c.x[0]&&lib.calm(c)&&!c.held[0]&&(c.called[0]||((c.e[0]==1)&&c.e[0]!=0))&&true), actions: [act((c, d) => {c.called[0]=0;c.occ[0]++;c.n[0]=1;})] },
            { target: 'skipped', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[0]&&!c.x[0]&&lib.calm(c)&&!c.held[0]&&(c.called[0]||((c.e[0]==1)&&c.e[0]!=0))), actions: [act((c, d) => {c.called[0]=0;c.occ[0]++;c.n[0]=4;})] }
          ],
          on: {
          },
        },
        'cancelled': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] }
          ],
          on: {
            'decide.fight_enough': [
              { target: 'done', reenter: true, guard: on((c, d) => c.ds[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[0]===null){c.st[0]=c.now;}lib.decide0(c,d.outcome);}), raise({ type: 'open' })] }
            ],
            'start.fight_enough': [
              { target: 'running', reenter: true, guard: on((c, d) => c.ds[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[0]===null){c.st[0]=c.now;}c.n[0]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_enough': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.ds[0]), actions: [act((c, d) => {c.now=d.at;c.n[0]=7;})] }
            ],
          },
        },
        'failed': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[0]), actions: [act((c, d) => {c.b[0]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[0]), actions: [act((c, d) => {c.x[0]=0;})] }
          ],
          on: {
            'decide.fight_enough': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[0]===null){c.st[0]=c.now;}lib.decide0(c,d.outcome);}), raise({ type: 'open' })] }
            ],
            'start.fight_enough': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[0]===null){c.st[0]=c.now;}c.n[0]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_enough': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.n[0]=7;})] }
            ],
          },
        },
      },
    },
    'N_fight_look': {
      description: "step fight.look",
      initial: 'waiting',
      on: {
      },
      states: {
        'waiting': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[1]), actions: [act((c, d) => {c.x[1]=0;})] },
            { target: 'ready', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[1]&&!c.x[1]&&lib.calm(c)&&!c.held[1]&&c.called[1]&&true), actions: [act((c, d) => {c.called[1]=0;c.occ[1]++;c.n[1]=1;})] },
            { target: 'skipped', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[1]&&!c.x[1]&&lib.calm(c)&&!c.held[1]&&c.called[1]), actions: [act((c, d) => {c.called[1]=0;c.occ[1]++;c.n[1]=4;c.e[2]=1;})] },
            { target: 'dead', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[1]&&!c.x[1]&&lib.calm(c)&&!c.called[1]&&!c.held[1]), actions: [act((c, d) => {c.n[1]=5;c.e[2]=2;})] }
          ],
          on: {
            'did.fight_look': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[1]++;if(c.st[1]===null){c.st[1]=c.now;}lib.finish1(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_look': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[1]++;if(c.st[1]===null){c.st[1]=c.now;}c.n[1]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_look': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[1]++;c.n[1]=7;})] }
            ],
          },
        },
        'ready': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[1]), actions: [act((c, d) => {c.x[1]=0;})] }
          ],
          on: {
            'did.fight_look': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[1]===null){c.st[1]=c.now;}lib.finish1(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_look': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[1]===null){c.st[1]=c.now;}c.n[1]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_look': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.n[1]=7;})] }
            ],
          },
        },
        'running': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] }
          ],
          on: {
            'did.fight_look': [
              { target: 'done', reenter: true, actions: [act((c, d) => {c.now=d.at;lib.finish1(c);}), raise({ type: 'open' })] }
            ],
            'fail.fight_look': [
              { target: 'failed', reenter: true, actions: [act((c, d) => {c.now=d.at;c.n[1]=7;})] }
            ],
          },
        },
        'done': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] }
          ],
          on: {
          },
        },
        'skipped': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] }
          ],
          on: {
          },
        },
        'dead': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] },
            { target: 'ready', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[1]&&!c.x[1]&&lib.calm(c)&&!c.held[1]&&c.called[1]&&true), actions: [act((c, d) => {c.called[1]=0;c.occ[1]++;c.n[1]=1;})] },
            { target: 'skipped', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[1]&&!c.x[1]&&lib.calm(c)&&!c.held[1]&&c.called[1]), actions: [act((c, d) => {c.called[1]=0;c.occ[1]++;c.n[1]=4;c.e[2]=1;})] }
          ],
          on: {
          },
        },
        'cancelled': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] }
          ],
          on: {
            'did.fight_look': [
              { target: 'done', reenter: true, guard: on((c, d) => c.ds[1]), actions: [act((c, d) => {c.now=d.at;if(c.st[1]===null){c.st[1]=c.now;}lib.finish1(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_look': [
              { target: 'running', reenter: true, guard: on((c, d) => c.ds[1]), actions: [act((c, d) => {c.now=d.at;if(c.st[1]===null){c.st[1]=c.now;}c.n[1]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_look': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.ds[1]), actions: [act((c, d) => {c.now=d.at;c.n[1]=7;})] }
            ],
          },
        },
        'failed': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[1]), actions: [act((c, d) => {c.b[1]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[1]), actions: [act((c, d) => {c.x[1]=0;})] }
          ],
          on: {
            'did.fight_look': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[1]===null){c.st[1]=c.now;}lib.finish1(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_look': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[1]===null){c.st[1]=c.now;}c.n[1]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_look': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.n[1]=7;})] }
            ],
          },
        },
      },
    },
    'N_fight_pump_out': {
      description: "step fight.pump-out",
      initial: 'waiting',
      on: {
      },
      states: {
        'waiting': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[2]), actions: [act((c, d) => {c.x[2]=0;})] },
            { target: 'ready', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[2]&&!c.x[2]&&lib.calm(c)&&!c.held[2]&&(c.called[2]||((c.e[2]==1)&&c.e[2]!=0))&&true), actions: [act((c, d) => {c.called[2]=0;c.occ[2]++;c.n[2]=1;})] },
            { target: 'skipped', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[2]&&!c.x[2]&&lib.calm(c)&&!c.held[2]&&(c.called[2]||((c.e[2]==1)&&c.e[2]!=0))), actions: [act((c, d) => {c.called[2]=0;c.occ[2]++;c.n[2]=4;c.e[0]=1;})] },
            { target: 'dead', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[2]&&!c.x[2]&&lib.calm(c)&&!c.called[2]&&!c.held[2]&&c.e[2]==2), actions: [act((c, d) => {c.n[2]=5;c.e[0]=2;})] }
          ],
          on: {
            'did.fight_pump_out': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[2]++;if(c.st[2]===null){c.st[2]=c.now;}lib.finish2(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_pump_out': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[2]++;if(c.st[2]===null){c.st[2]=c.now;}c.n[2]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_pump_out': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.occ[2]++;c.n[2]=7;})] }
            ],
          },
        },
        'ready': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[2]), actions: [act((c, d) => {c.x[2]=0;})] }
          ],
          on: {
            'did.fight_pump_out': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[2]===null){c.st[2]=c.now;}lib.finish2(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_pump_out': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[2]===null){c.st[2]=c.now;}c.n[2]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_pump_out': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.n[2]=7;})] }
            ],
          },
        },
        'running': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] }
          ],
          on: {
            'did.fight_pump_out': [
              { target: 'done', reenter: true, actions: [act((c, d) => {c.now=d.at;lib.finish2(c);}), raise({ type: 'open' })] }
            ],
            'fail.fight_pump_out': [
              { target: 'failed', reenter: true, actions: [act((c, d) => {c.now=d.at;c.n[2]=7;})] }
            ],
          },
        },
        'done': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] }
          ],
          on: {
          },
        },
        'skipped': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] }
          ],
          on: {
          },
        },
        'dead': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] },
            { target: 'ready', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[2]&&!c.x[2]&&lib.calm(c)&&!c.held[2]&&(c.called[2]||((c.e[2]==1)&&c.e[2]!=0))&&true), actions: [act((c, d) => {c.called[2]=0;c.occ[2]++;c.n[2]=1;})] },
            { target: 'skipped', reenter: true, guard: on((c, d) => c.a[0]&&!c.stop[0]&&!c.b[2]&&!c.x[2]&&lib.calm(c)&&!c.held[2]&&(c.called[2]||((c.e[2]==1)&&c.e[2]!=0))), actions: [act((c, d) => {c.called[2]=0;c.occ[2]++;c.n[2]=4;c.e[0]=1;})] }
          ],
          on: {
          },
        },
        'cancelled': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] }
          ],
          on: {
            'did.fight_pump_out': [
              { target: 'done', reenter: true, guard: on((c, d) => c.ds[2]), actions: [act((c, d) => {c.now=d.at;if(c.st[2]===null){c.st[2]=c.now;}lib.finish2(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_pump_out': [
              { target: 'running', reenter: true, guard: on((c, d) => c.ds[2]), actions: [act((c, d) => {c.now=d.at;if(c.st[2]===null){c.st[2]=c.now;}c.n[2]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_pump_out': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.ds[2]), actions: [act((c, d) => {c.now=d.at;c.n[2]=7;})] }
            ],
          },
        },
        'failed': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.b[2]), actions: [act((c, d) => {c.b[2]=0;})] },
            { target: 'cancelled', reenter: true, guard: on((c, d) => c.x[2]), actions: [act((c, d) => {c.x[2]=0;})] }
          ],
          on: {
            'did.fight_pump_out': [
              { target: 'done', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[2]===null){c.st[2]=c.now;}lib.finish2(c);}), raise({ type: 'open' })] }
            ],
            'start.fight_pump_out': [
              { target: 'running', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;if(c.st[2]===null){c.st[2]=c.now;}c.n[2]=2;}), raise({ type: 'open' })] }
            ],
            'fail.fight_pump_out': [
              { target: 'failed', reenter: true, guard: on((c, d) => c.a[0]), actions: [act((c, d) => {c.now=d.at;c.n[2]=7;})] }
            ],
          },
        },
      },
    },
    'X_1': {
      description: "the wait from fight.enough to fight.pump-out",
      initial: 'idle',
      on: {
      },
      states: {
        'idle': {
          always: [
            { target: 'waiting', reenter: true, guard: on((c, d) => c.t[1]) }
          ],
          on: {
          },
        },
        'waiting': {
          entry: act((c, d) => {c.tg[1]=c.t[1];c.ts[1]=c.now;}),
          after: { 'X_1.waiting': { target: 'due', reenter: true, actions: [act((c, d) => {c.now=c.ts[1]+900000;c.pend=1;})] } },
          always: [
            { target: 'idle', reenter: true, guard: on((c, d) => !c.t[1]) },
            { target: 'waiting', reenter: true, guard: on((c, d) => c.t[1]!=c.tg[1]) }
          ],
          on: {
          },
        },
        'due': {
          always: [
            { target: 'idle', reenter: true, guard: on((c, d) => !c.t[1]) },
            { target: 'waiting', reenter: true, guard: on((c, d) => c.t[1]!=c.tg[1]) },
            { target: 'idle', reenter: true, guard: on((c, d) => c.go==3), actions: [act((c, d) => {c.t[1]=0;lib.recall(c,2);})] }
          ],
          on: {
          },
        },
      },
    },
    'Q_level_high': {
      description: "the duty to declare level.high",
      initial: 'none',
      on: {
      },
      states: {
        'none': {
          always: [
            { description: 'stays', guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;c.lds[0]=1;c.ldue[0]=c.now+300000;})] }
          ],
          on: {
          },
        },
        'owed': {
          after: { 'Q_level_high.owed': { target: 'due', reenter: true, actions: [act((c, d) => {c.now=Math.max(c.now,c.ldue[0]);c.pend=1;})] } },
          always: [
            { target: 'met', reenter: true, guard: on((c, d) => c.D[0]>=1&&(c.ldue[0]===null||c.now<=c.ldue[0])), actions: [act((c, d) => {c.lds[0]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.D[0]>=1), actions: [act((c, d) => {c.lds[0]=0;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.wd[0]&&(c.ldue[0]!==null&&c.ldue[0]<c.now)), actions: [act((c, d) => {c.wd[0]=0;c.lds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;c.lds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.W[0]<1), actions: [act((c, d) => {c.lds[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;})] }
          ],
          on: {
          },
        },
        'due': {
          always: [
            { target: 'met', reenter: true, guard: on((c, d) => c.D[0]>=1&&(c.ldue[0]===null||c.now<=c.ldue[0])), actions: [act((c, d) => {c.lds[0]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.D[0]>=1), actions: [act((c, d) => {c.lds[0]=0;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.wd[0]&&(c.ldue[0]!==null&&c.ldue[0]<c.now)), actions: [act((c, d) => {c.wd[0]=0;c.lds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;c.lds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.W[0]<1), actions: [act((c, d) => {c.lds[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;})] },
            { target: 'overdue', reenter: true, guard: on((c, d) => c.go==4), actions: [act((c, d) => {}), raise({ type: 'open' })] }
          ],
          on: {
          },
        },
        'overdue': {
          always: [
            { target: 'met', reenter: true, guard: on((c, d) => c.D[0]>=1&&(c.ldue[0]===null||c.now<=c.ldue[0])), actions: [act((c, d) => {c.lds[0]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.D[0]>=1), actions: [act((c, d) => {c.lds[0]=0;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.wd[0]&&true), actions: [act((c, d) => {c.wd[0]=0;c.lds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;c.lds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.W[0]<1), actions: [act((c, d) => {c.lds[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;})] }
          ],
          on: {
          },
        },
        'met': {
          always: [
            { description: 'stays', guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;c.lds[0]=1;c.ldue[0]=c.now+300000;})] }
          ],
          on: {
          },
        },
        'late': {
          always: [
            { description: 'stays', guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;c.lds[0]=1;c.ldue[0]=c.now+300000;})] }
          ],
          on: {
          },
        },
        'missed': {
          always: [
            { description: 'stays', guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;c.lds[0]=1;c.ldue[0]=c.now+300000;})] }
          ],
          on: {
          },
        },
        'void': {
          always: [
            { description: 'stays', guard: on((c, d) => c.wd[0]), actions: [act((c, d) => {c.wd[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => c.owe[0]), actions: [act((c, d) => {c.owe[0]=0;c.lds[0]=1;c.ldue[0]=c.now+300000;})] }
          ],
          on: {
          },
        },
      },
    },
    'O_fight_enough': {
      description: "the duty of fight.enough",
      initial: 'none',
      on: {
      },
      states: {
        'none': {
          always: [
            { description: 'stays', guard: on((c, d) => c.dr[0]), actions: [act((c, d) => {c.dr[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[0]), actions: [act((c, d) => {c.lw[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[0]), actions: [act((c, d) => {c.w[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[0]||(c.docc[0]!=c.occ[0]&&(c.fin[0]||c.n[0]>0&&c.n[0]<4||c.n[0]==7)))), actions: [act((c, d) => {c.docc[0]=c.occ[0]+(c.n[0]==0&&!c.fin[0]?1:0);c.ow[0]=0;c.ds[0]=1;c.due[0]=null;})] }
          ],
          on: {
          },
        },
        'owed': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[0]), actions: [act((c, d) => {c.dr[0]=0;c.ds[0]=0;})] },
            { target: 'met', reenter: true, guard: on((c, d) => c.fin[0]&&(c.due[0]===null||c.now<=c.due[0])), actions: [act((c, d) => {c.fin[0]=0;c.ds[0]=0;c.late[0]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.fin[0]), actions: [act((c, d) => {c.fin[0]=0;c.ds[0]=0;c.late[0]=c.n[0]==0?0:1;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.lw[0]&&(c.due[0]!==null&&c.due[0]<c.now)), actions: [act((c, d) => {c.lw[0]=0;c.ds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.lw[0]), actions: [act((c, d) => {c.lw[0]=0;c.ds[0]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => (c.n[0]==4||c.n[0]==5)), actions: [act((c, d) => {c.ds[0]=0;c.late[0]=0;c.docc[0]=-1;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.w[0]&&!(c.due[0]!==null&&c.due[0]<c.now)), actions: [act((c, d) => {c.w[0]=0;c.ds[0]=0;c.late[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[0]), actions: [act((c, d) => {c.w[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.ow[0]), actions: [act((c, d) => {c.ow[0]=0;})] }
          ],
          on: {
          },
        },
        'met': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[0]), actions: [act((c, d) => {c.dr[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[0]), actions: [act((c, d) => {c.lw[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[0]), actions: [act((c, d) => {c.w[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[0]||(c.docc[0]!=c.occ[0]&&(c.fin[0]||c.n[0]>0&&c.n[0]<4||c.n[0]==7)))), actions: [act((c, d) => {c.docc[0]=c.occ[0]+(c.n[0]==0&&!c.fin[0]?1:0);c.ow[0]=0;c.ds[0]=1;c.due[0]=null;})] }
          ],
          on: {
          },
        },
        'late': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[0]), actions: [act((c, d) => {c.dr[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[0]), actions: [act((c, d) => {c.lw[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[0]), actions: [act((c, d) => {c.w[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[0]||(c.docc[0]!=c.occ[0]&&(c.fin[0]||c.n[0]>0&&c.n[0]<4||c.n[0]==7)))), actions: [act((c, d) => {c.docc[0]=c.occ[0]+(c.n[0]==0&&!c.fin[0]?1:0);c.ow[0]=0;c.ds[0]=1;c.due[0]=null;})] }
          ],
          on: {
          },
        },
        'missed': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[0]), actions: [act((c, d) => {c.dr[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[0]), actions: [act((c, d) => {c.lw[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[0]), actions: [act((c, d) => {c.w[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[0]||(c.docc[0]!=c.occ[0]&&(c.fin[0]||c.n[0]>0&&c.n[0]<4||c.n[0]==7)))), actions: [act((c, d) => {c.docc[0]=c.occ[0]+(c.n[0]==0&&!c.fin[0]?1:0);c.ow[0]=0;c.ds[0]=1;c.due[0]=null;})] }
          ],
          on: {
          },
        },
        'void': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[0]), actions: [act((c, d) => {c.dr[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[0]), actions: [act((c, d) => {c.lw[0]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[0]), actions: [act((c, d) => {c.w[0]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[0]||(c.docc[0]!=c.occ[0]&&(c.fin[0]||c.n[0]>0&&c.n[0]<4||c.n[0]==7)))), actions: [act((c, d) => {c.docc[0]=c.occ[0]+(c.n[0]==0&&!c.fin[0]?1:0);c.ow[0]=0;c.ds[0]=1;c.due[0]=null;})] }
          ],
          on: {
          },
        },
      },
    },
    'O_fight_look': {
      description: "the duty of fight.look",
      initial: 'none',
      on: {
      },
      states: {
        'none': {
          always: [
            { description: 'stays', guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[1]||(c.docc[1]!=c.occ[1]&&(c.fin[1]||c.n[1]>0&&c.n[1]<4||c.n[1]==7)))), actions: [act((c, d) => {c.docc[1]=c.occ[1]+(c.n[1]==0&&!c.fin[1]?1:0);c.ow[1]=0;c.ds[1]=1;c.due[1]=(c.ca[0]==0?c.cat[0]:c.at[0])===null?null:(c.ca[0]==0?c.cat[0]:c.at[0])+600000;})] }
          ],
          on: {
          },
        },
        'owed': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;c.ds[1]=0;})] },
            { target: 'met', reenter: true, guard: on((c, d) => c.fin[1]&&(c.due[1]===null||c.now<=c.due[1])), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.fin[1]), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=c.n[1]==0?0:1;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.lw[1]&&(c.due[1]!==null&&c.due[1]<c.now)), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => (c.n[1]==4||c.n[1]==5)), actions: [act((c, d) => {c.ds[1]=0;c.late[1]=0;c.docc[1]=-1;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.w[1]&&!(c.due[1]!==null&&c.due[1]<c.now)), actions: [act((c, d) => {c.w[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.ow[1]), actions: [act((c, d) => {c.ow[1]=0;})] },
            { target: 'dated', reenter: true, guard: on((c, d) => c.due[1]!==null) },
            { target: 'dated', reenter: true, guard: on((c, d) => (c.ca[0]==0?c.cat[0]:c.at[0])!==null), actions: [act((c, d) => {c.due[1]=(c.ca[0]==0?c.cat[0]:c.at[0])===null?null:(c.ca[0]==0?c.cat[0]:c.at[0])+600000;})] }
          ],
          on: {
          },
        },
        'dated': {
          after: { 'O_fight_look.dated': { target: 'due', reenter: true, actions: [act((c, d) => {c.now=Math.max(c.now,c.due[1]);c.pend=1;})] } },
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;c.ds[1]=0;})] },
            { target: 'met', reenter: true, guard: on((c, d) => c.fin[1]&&(c.due[1]===null||c.now<=c.due[1])), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.fin[1]), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=c.n[1]==0?0:1;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.lw[1]&&(c.due[1]!==null&&c.due[1]<c.now)), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => (c.n[1]==4||c.n[1]==5)), actions: [act((c, d) => {c.ds[1]=0;c.late[1]=0;c.docc[1]=-1;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.w[1]&&!(c.due[1]!==null&&c.due[1]<c.now)), actions: [act((c, d) => {c.w[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.ow[1]), actions: [act((c, d) => {c.ow[1]=0;})] }
          ],
          on: {
          },
        },
        'due': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;c.ds[1]=0;})] },
            { target: 'met', reenter: true, guard: on((c, d) => c.fin[1]&&(c.due[1]===null||c.now<=c.due[1])), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.fin[1]), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=c.n[1]==0?0:1;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.lw[1]&&(c.due[1]!==null&&c.due[1]<c.now)), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => (c.n[1]==4||c.n[1]==5)), actions: [act((c, d) => {c.ds[1]=0;c.late[1]=0;c.docc[1]=-1;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.w[1]&&!(c.due[1]!==null&&c.due[1]<c.now)), actions: [act((c, d) => {c.w[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.ow[1]), actions: [act((c, d) => {c.ow[1]=0;})] },
            { target: 'overdue', reenter: true, guard: on((c, d) => c.go==4), actions: [act((c, d) => {c.late[1]=1;c.floor[0]=Math.max(c.floor[0],1);}), raise({ type: 'open' })] }
          ],
          on: {
          },
        },
        'overdue': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;c.ds[1]=0;})] },
            { target: 'met', reenter: true, guard: on((c, d) => c.fin[1]&&(c.due[1]===null||c.now<=c.due[1])), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.fin[1]), actions: [act((c, d) => {c.fin[1]=0;c.ds[1]=0;c.late[1]=c.n[1]==0?0:1;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.lw[1]&&true), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;c.ds[1]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => (c.n[1]==4||c.n[1]==5)), actions: [act((c, d) => {c.ds[1]=0;c.late[1]=0;c.docc[1]=-1;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.w[1]&&!true), actions: [act((c, d) => {c.w[1]=0;c.ds[1]=0;c.late[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.ow[1]), actions: [act((c, d) => {c.ow[1]=0;})] }
          ],
          on: {
          },
        },
        'met': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[1]||(c.docc[1]!=c.occ[1]&&(c.fin[1]||c.n[1]>0&&c.n[1]<4||c.n[1]==7)))), actions: [act((c, d) => {c.docc[1]=c.occ[1]+(c.n[1]==0&&!c.fin[1]?1:0);c.ow[1]=0;c.ds[1]=1;c.due[1]=(c.ca[0]==0?c.cat[0]:c.at[0])===null?null:(c.ca[0]==0?c.cat[0]:c.at[0])+600000;})] }
          ],
          on: {
          },
        },
        'late': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[1]||(c.docc[1]!=c.occ[1]&&(c.fin[1]||c.n[1]>0&&c.n[1]<4||c.n[1]==7)))), actions: [act((c, d) => {c.docc[1]=c.occ[1]+(c.n[1]==0&&!c.fin[1]?1:0);c.ow[1]=0;c.ds[1]=1;c.due[1]=(c.ca[0]==0?c.cat[0]:c.at[0])===null?null:(c.ca[0]==0?c.cat[0]:c.at[0])+600000;})] }
          ],
          on: {
          },
        },
        'missed': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[1]||(c.docc[1]!=c.occ[1]&&(c.fin[1]||c.n[1]>0&&c.n[1]<4||c.n[1]==7)))), actions: [act((c, d) => {c.docc[1]=c.occ[1]+(c.n[1]==0&&!c.fin[1]?1:0);c.ow[1]=0;c.ds[1]=1;c.due[1]=(c.ca[0]==0?c.cat[0]:c.at[0])===null?null:(c.ca[0]==0?c.cat[0]:c.at[0])+600000;})] }
          ],
          on: {
          },
        },
        'void': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[1]), actions: [act((c, d) => {c.dr[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[1]), actions: [act((c, d) => {c.lw[1]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[1]), actions: [act((c, d) => {c.w[1]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[1]||(c.docc[1]!=c.occ[1]&&(c.fin[1]||c.n[1]>0&&c.n[1]<4||c.n[1]==7)))), actions: [act((c, d) => {c.docc[1]=c.occ[1]+(c.n[1]==0&&!c.fin[1]?1:0);c.ow[1]=0;c.ds[1]=1;c.due[1]=(c.ca[0]==0?c.cat[0]:c.at[0])===null?null:(c.ca[0]==0?c.cat[0]:c.at[0])+600000;})] }
          ],
          on: {
          },
        },
      },
    },
    'O_fight_pump_out': {
      description: "the duty of fight.pump-out",
      initial: 'none',
      on: {
      },
      states: {
        'none': {
          always: [
            { description: 'stays', guard: on((c, d) => c.dr[2]), actions: [act((c, d) => {c.dr[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[2]), actions: [act((c, d) => {c.lw[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[2]), actions: [act((c, d) => {c.w[2]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[2]||(c.docc[2]!=c.occ[2]&&(c.fin[2]||c.n[2]>0&&c.n[2]<4||c.n[2]==7)))), actions: [act((c, d) => {c.docc[2]=c.occ[2]+(c.n[2]==0&&!c.fin[2]?1:0);c.ow[2]=0;c.ds[2]=1;c.due[2]=null;})] }
          ],
          on: {
          },
        },
        'owed': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[2]), actions: [act((c, d) => {c.dr[2]=0;c.ds[2]=0;})] },
            { target: 'met', reenter: true, guard: on((c, d) => c.fin[2]&&(c.due[2]===null||c.now<=c.due[2])), actions: [act((c, d) => {c.fin[2]=0;c.ds[2]=0;c.late[2]=0;})] },
            { target: 'late', reenter: true, guard: on((c, d) => c.fin[2]), actions: [act((c, d) => {c.fin[2]=0;c.ds[2]=0;c.late[2]=c.n[2]==0?0:1;})] },
            { target: 'missed', reenter: true, guard: on((c, d) => c.lw[2]&&(c.due[2]!==null&&c.due[2]<c.now)), actions: [act((c, d) => {c.lw[2]=0;c.ds[2]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.lw[2]), actions: [act((c, d) => {c.lw[2]=0;c.ds[2]=0;})] },
            { target: 'void', reenter: true, guard: on((c, d) => (c.n[2]==4||c.n[2]==5)), actions: [act((c, d) => {c.ds[2]=0;c.late[2]=0;c.docc[2]=-1;})] },
            { target: 'void', reenter: true, guard: on((c, d) => c.w[2]&&!(c.due[2]!==null&&c.due[2]<c.now)), actions: [act((c, d) => {c.w[2]=0;c.ds[2]=0;c.late[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[2]), actions: [act((c, d) => {c.w[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.ow[2]), actions: [act((c, d) => {c.ow[2]=0;})] }
          ],
          on: {
          },
        },
        'met': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[2]), actions: [act((c, d) => {c.dr[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[2]), actions: [act((c, d) => {c.lw[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[2]), actions: [act((c, d) => {c.w[2]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[2]||(c.docc[2]!=c.occ[2]&&(c.fin[2]||c.n[2]>0&&c.n[2]<4||c.n[2]==7)))), actions: [act((c, d) => {c.docc[2]=c.occ[2]+(c.n[2]==0&&!c.fin[2]?1:0);c.ow[2]=0;c.ds[2]=1;c.due[2]=null;})] }
          ],
          on: {
          },
        },
        'late': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[2]), actions: [act((c, d) => {c.dr[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[2]), actions: [act((c, d) => {c.lw[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[2]), actions: [act((c, d) => {c.w[2]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[2]||(c.docc[2]!=c.occ[2]&&(c.fin[2]||c.n[2]>0&&c.n[2]<4||c.n[2]==7)))), actions: [act((c, d) => {c.docc[2]=c.occ[2]+(c.n[2]==0&&!c.fin[2]?1:0);c.ow[2]=0;c.ds[2]=1;c.due[2]=null;})] }
          ],
          on: {
          },
        },
        'missed': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[2]), actions: [act((c, d) => {c.dr[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[2]), actions: [act((c, d) => {c.lw[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[2]), actions: [act((c, d) => {c.w[2]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[2]||(c.docc[2]!=c.occ[2]&&(c.fin[2]||c.n[2]>0&&c.n[2]<4||c.n[2]==7)))), actions: [act((c, d) => {c.docc[2]=c.occ[2]+(c.n[2]==0&&!c.fin[2]?1:0);c.ow[2]=0;c.ds[2]=1;c.due[2]=null;})] }
          ],
          on: {
          },
        },
        'void': {
          always: [
            { target: 'none', reenter: true, guard: on((c, d) => c.dr[2]), actions: [act((c, d) => {c.dr[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.lw[2]), actions: [act((c, d) => {c.lw[2]=0;})] },
            { description: 'stays', guard: on((c, d) => c.w[2]), actions: [act((c, d) => {c.w[2]=0;})] },
            { target: 'owed', reenter: true, guard: on((c, d) => (c.ow[2]||(c.docc[2]!=c.occ[2]&&(c.fin[2]||c.n[2]>0&&c.n[2]<4||c.n[2]==7)))), actions: [act((c, d) => {c.docc[2]=c.occ[2]+(c.n[2]==0&&!c.fin[2]?1:0);c.ow[2]=0;c.ds[2]=1;c.due[2]=null;})] }
          ],
          on: {
          },
        },
      },
    },
  },
});
