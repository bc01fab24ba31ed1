"""Words that stand for each other in contracts, policies and handbooks without changing what is promised.

Evidence of harmlessness, written by notion. A word may belong to several groups; two words are akin when they share
one. What differs in strength, in reach or in effect is never grouped: to inform is not to ask, to suspend not to end,
a voucher no refund, a pseudonym no anonymity. Words are given in their base form; endings are left to the stemmer.
"""

from __future__ import annotations

from clausewatch.core.grading import stems
from clausewatch.core.grading.text import listed

_ACTS = """
sort organise organize arrange order
depend vary
understand find learn
form create come arise
move place
sort separate classify
recommend suggest advise propose encourage
turn enable activate switch
disable deactivate switch
announce inform publish
appear publish issue
assign give allocate
wipe clean
attempt try
mend fix repair
wait delay
acquire obtain buy
dispatch ship send
submit lodge file
renew extend prolong
extend expand
settle pay resolve
resolve settle solve
solve fix resolve
look search seek find
search browse
save store
press click tap hit
type write enter
join enter
fetch collect pick
collect receive take
bring take carry
put place set
leave depart
arrive come reach
drive ride
speak talk communicate
discuss talk
meet see
wear use
lend loan
cook prepare
prepare ready
deliver hand bring
mount install fit
install set
connect attach
remind notify
warn alert caution
thank appreciate
welcome greet
advance progress
move transfer
gather assemble
show indicate
illustrate show
reflect show
mean denote
relate concern
concern affect
depend rely
remember recall
learn find
know understand
think believe
see notice
view watch
listen hear
read consult
count number
measure gauge
estimate calculate
reckon calculate
price cost
fund finance
spend pay
miss skip
happen arise
cause trigger
lead result
result follow
resume continue
continue proceed
remain continue
grow increase
rise increase
fall drop decrease
shrink reduce
cut reduce
merge combine
combine join
mix combine
tag label
order request
book reserve
reserve hold
hire rent
rent lease
own have
occupy use
live reside
stay live
visit attend
teach train instruct
study learn
test try
examine study
treat cure
care look
cover insure
insure protect
pack wrap
wrap pack
carry transport
transport ship
load fill
empty clear
lock secure
close end
open start
act behave
behave conduct
conduct lead
head lead
direct manage
guide lead
support back
back support
sponsor fund
design plan
draft write
edit revise
translate interpret
copy reproduce duplicate
print issue
circulate distribute
pass hand
post send
transmit pass
broadcast air
record tape
film record
photograph picture
remove delete erase strip clear purge wipe destroy
inform notify tell advise alert
explain describe outline present detail clarify lay cover
handle treat process manage deal
manage administer
believe think feel consider
spread distribute disseminate
write contact
fill complete
show tell
put place
flag mark
use utilise utilize employ apply
virus malware
become take get
state set
send give
enclose include attach
punctual time
better improve
secure safe securely safely
document reference
organise organize conduct hold
apply applicable
execute sign
hand give
allow can
spare save
keep maintain retain preserve hold
keep store save hold
give provide supply furnish grant deliver offer
give issue send hand
send forward submit transmit dispatch mail email deliver
pay transfer remit wire
get receive obtain acquire
collect gather obtain
show display present list appear
see view inspect consult look read check access open
check test scan screen examine review verify inspect monitor measure inspect
watch monitor track observe
prove demonstrate show evidence establish
name specify state indicate designate nominate declare list identify
state declare say report disclose
report flag raise
choose select pick opt decide
change modify amend update revise alter adjust edit
update refresh renew
improve enhance better optimise optimize
correct rectify fix repair remedy amend cure
replace substitute exchange swap
return restore
begin start commence
end finish stop cease terminate conclude
close shut
cancel terminate end rescind
complete finish conclude
make create produce generate prepare draw
build develop create design
help assist support aid
protect safeguard secure guard shield defend
let allow permit enable
request ask
answer reply respond
reach contact
call phone ring telephone
write compose
buy purchase order acquire
sell resell
share disclose
run operate conduct perform execute carry
do perform fulfil fulfill execute
carry conduct perform undertake
visit browse access
enter type input
log record register note document
register enrol enroll sign
login sign log
confirm acknowledge verify
compute calculate determine work
determine establish decide
find discover detect identify locate
detect notice discover spot learn
happen occur arise
follow obey observe comply respect
comply adhere conform follow observe meet
meet satisfy fulfil fulfill
cooperate collaborate co-operate
publish post display
announce publish
join accompany escort
set configure define adjust
turn switch toggle
ensure guarantee
link connect
attach append enclose
download export
upload import add
add include append
contain include comprise hold feature consist
cover include
lock block
limit cap
split divide
arrange organise organize schedule
want wish like desire prefer please
need require
try attempt
use access
credit apply set offset
deduct subtract withhold
owe due
earn accrue
own possess
leave quit
move relocate
print reproduce
label mark tag
raise increase
lower reduce decrease
grow expand
keep remain stay
evaluate assess
assess judge
consider regard deem view
refer direct point
bear carry
lodge file submit raise bring make
file submit
bring present
serve operate
appoint nominate name
engage hire retain appoint
deliver ship
restore recover
bill invoice charge
reimburse refund repay
compensate indemnify
void invalid null
prohibit forbid ban bar
forbidden prohibited banned disallowed
misuse abuse
breach violate infringe break contravene
breach violation infringement contravention
breach incident
exercise invoke use
contest dispute challenge
attend handle
hold conduct
unavailable inaccessible down
"""
_THINGS = """
bulk mass
ease convenience
error mistake fault
colour shade
person human individual
pupil child student
waste rubbish refuse garbage
trash bin
stairs staircase
street road
city town
area region zone
region territory
border edge
shop retailer
dealer retailer
maker manufacturer producer
producer manufacturer
author writer
editor publisher
reader user
viewer user
listener user
audience public
crowd public
helper volunteer
chief head
leader head
owner holder
holder bearer
keeper holder
friend contact
partner associate
relative family
spouse partner
mother parent
baby child
adult grown-up
elderly senior
patient client
nurse carer
surgeon doctor
ward unit
hospital clinic
practice clinic
pharmacy chemist
prescription recipe
dose amount
meal lunch food dish
drink beverage
kitchen canteen
menu list
table desk
seat place
ticket pass
fare price
toll charge
tax duty levy
levy charge
penalty fine
bonus premium reward
reward bonus
prize award
gift present
balance remainder
rest remainder
surplus excess
stock inventory
supply stock
resource means
capacity space
space room
storage space
memory storage
disk drive
screen display monitor
keyboard keypad
printer device
camera lens
network internet
connection link
signal connection
provider carrier
operator carrier
track trail
route way
journey route
stop station
station terminal
airport terminal
departure start
arrival coming
delay wait
season period
term semester
lesson course
homework assignment
task job assignment
duty task
project scheme
target goal
result score
mark note
certificate diploma
passport identity
signature sign
seal stamp
stamp mark
letterbox mailbox
mailbox inbox
folder directory
entry item
item thing
thing matter
matter issue
subject topic
topic theme
text content
content contents
passage paragraph
sentence phrase
word term
term expression
language tongue
meaning sense
sense meaning
aim objective
objective goal
point aim
cause reason
effect result
consequence result effect
impact effect
influence effect
risk danger hazard
danger threat
threat risk
harm injury
injury damage
illness condition
accident incident
emergency crisis
fire blaze
theft burglary
thief burglar
police authority
judge court
trial hearing
hearing session
session meeting
assembly meeting
board committee council
committee panel
vote ballot
member associate
majority most
share part portion
quarter fourth
minimum least
maximum most
limit cap ceiling
frame scope
scope extent range
range variety
variety choice
kind sort type
form type
shape form
size dimension
weight mass
length duration
height level
depth level
speed pace
frequency rate
quality level
condition state
status state
position place
role function
function task
power authority
strength power
energy electricity power
electricity power
heat heating
gas fuel
petrol fuel
water liquid
air atmosphere
noise sound
light lamp
door entrance
entrance entry
exit way
window pane
wall side
floor storey level
roof top
garden yard
flat apartment
house home building
tenant renter
landlord owner
rent lease
repair fix
tool instrument
instrument device
machine apparatus
apparatus device
component element
element part
piece part
unit item
set group
series sequence
sequence order
row line
line queue
queue line
file folder
paper document
sheet page
book volume
journal magazine
newspaper press
press media
media channel
channel medium
film movie
movie film
show programme
concert show
event occasion
occasion event
festival event
holiday break
break pause
weekend saturday
morning forenoon
evening night
bulletin newsletter
update news
news information
hint tip advice
tip advice
reminder notice
warning caution notice
alarm alert
sign notice
label tag
brand mark
name title
surname name
nickname name
address place
postcode zip
country nation
nation state
people public
community society
society association
association organisation
organisation organization institution body
institution body
foundation charity
charity organisation
church parish
school college
university college
student undergraduate
graduate alumnus
class group
group team
team crew
crew staff
pilot captain
driver motorist
cyclist rider
walker pedestrian
bike bicycle cycle
coach bus
train rail
ship vessel boat
plane aircraft
ride trip
tour trip
stay visit
bed room
suite room
breakfast meal
dinner meal supper
luggage baggage bag
bag case
key card
money cash
coin cash
bank institution
bill statement
receipt bill
tariff price rate
rate price
summary overview synopsis outline
document record file
file record
page site website screen webpage
section part chapter
information data details particulars
details particulars
information facts
text wording
staff employee personnel worker team colleague
employee worker staffer
team department
engineer technician
doctor physician clinician
lawyer attorney counsel
child minor
parent guardian
pupil student learner
teacher instructor tutor
traveller traveler passenger guest
guest visitor
buyer purchaser customer shopper
seller vendor merchant trader
firm company business undertaking enterprise
person individual
people persons individuals
user subscriber
member participant
supplier vendor provider
contractor subcontractor
authority agency body regulator
court tribunal
statute law legislation act
rule regulation
policy notice statement document
contract agreement
terms conditions
fee charge price cost
price cost
salary pay wage wages
bill invoice
payment remittance
money funds amount sum
amount sum
refund reimbursement repayment
discount reduction rebate
period term duration time
date day
deadline limit
notice notification message
message communication
letter mail correspondence
email e-mail mail message
reason ground cause
purpose aim end goal
request enquiry inquiry application demand
question query enquiry inquiry
complaint grievance objection
problem issue fault trouble wrong
fault defect error bug
error mistake
incident event
damage harm
damage loss
duty obligation
right entitlement
permission authorisation authorization consent approval
choice selection option
option setting preference choice
setting preference
preference wish
measure step precaution safeguard
method way means manner
way manner
tool feature function
function feature
service product offering
device equipment hardware
computer device machine
phone telephone mobile handset
number figure
code pin
password passcode
key credential
account profile
copy duplicate
backup copy
archive store
place location site spot
address location
room accommodation
building premises
office branch
branch store shop outlet
shop store
market marketplace
country state
world globe
home residence
trip journey travel
flight trip
car vehicle
goods items products merchandise articles
item article
parcel package shipment
delivery shipment
order purchase
list register inventory index
table list
example sample
sample specimen
picture image photo photograph
video clip recording
recording record
sound audio
conversation chat dialogue
chat message
prompt input
answer response reply output
result outcome
finding result
test exam examination
check test examination inspection review
review assessment examination evaluation
assessment evaluation
audit examination
study research
appointment meeting visit
visit appointment
illness disease sickness
medicine drug medication
treatment therapy care
leave holiday vacation absence
holiday vacation
job work employment role position
training instruction
manager supervisor superior
boss manager
law statute
crime offence offense
fraud deception
security safety protection
secrecy confidentiality
privacy confidentiality
outage downtime interruption disruption failure
failure breakdown
maintenance servicing
availability uptime
speed rate
quality standard
level tier
customer client
representative agent
agent assistant
assistant helper
chairman chair
member part
group class category kind type sort
category type class
kind type sort
system platform
network system
software program programme application
app application
link url hyperlink
button icon
form sheet
statement report
proof evidence
receipt proof confirmation
signature signing
start beginning commencement outset
end expiry termination expiration close
beginning start
half middle
front face
charge cost expense
expense cost
benefit payment
premium contribution
claim request
loss damage
card pass
identity id identification
timetable schedule calendar
schedule plan
plan programme program scheme
programme scheme
course class lesson
grade mark score
rating score
comment remark feedback
opinion view
view opinion
advice guidance
guide manual handbook
instructions guidance directions
help assistance support
support assistance
help service
hotline helpline line
line connection
portal website
intranet internet
internet web
usage use consumption
change amendment modification alteration update
version edition release
improvement enhancement
removal deletion erasure
storage retention
transfer transmission
cancellation termination
"""
_QUALITIES = """
suggested recommended
up-to-date current modern
modern new
broken faulty
mass bulk
spare extra
punctual timely
timely prompt
quick short
slow late
late overdue
overdue outstanding
outstanding unpaid due
open unresolved
ready available prepared
busy occupied
empty blank
blank empty
full total
total overall
overall whole
general common
particular specific special
special specific
specific certain
exact precise
rough approximate
real actual true
actual real
genuine real authentic
fake false
false untrue incorrect wrong
incorrect wrong inaccurate
right correct
fair just reasonable
reasonable sensible
honest sincere
polite courteous
friendly kind
careful cautious
prudent cautious
diligent careful
skilled trained qualified
qualified trained
experienced skilled
famous known
known familiar
strange unusual
unusual uncommon exceptional
exceptional extraordinary
serious grave severe
severe grave
urgent pressing
important significant
significant considerable substantial
considerable large
minimal small
tiny small
huge large
broad wide
wide extensive
extensive comprehensive
comprehensive complete full
thorough detailed
detailed thorough
short-term temporary
long-term lasting
lasting durable
durable robust
stable steady
steady constant
regular normal
normal standard
standard usual
customary usual
typical usual
local regional
nearby close
distant remote
remote distant
central main
outer external
inner internal
upper top
top highest
bottom lowest
front forward
rear back
present current
recent latest
former previous
original first
next following
final last
double twofold
multiple many several numerous
numerous many
few little
enough sufficient
extra additional
more further
mostly largely
simply just
exactly precisely
directly straight
clearly plainly
quietly silently
safely securely
easily readily
quickly rapidly swiftly
gladly happily
afterwards later subsequently
beforehand before
meanwhile meantime
again anew
also too additionally
besides moreover
instead alternatively
otherwise else
therefore hence consequently
however nevertheless
although though
while whilst
here below
quick prompt fast swift rapid speedy promptly quickly
immediate instant prompt immediately instantly promptly delay forthwith
immediately once delay
early soon
correct accurate truthful true exact right
accurate exact precise true
truthful honest true
confidential secret private
safe secure
safe secret
valid effective
current present latest up-to-date
latest newest recent
new additional further
further more additional extra
additional extra supplementary
full complete entire whole
whole entire
wholly entirely fully completely
partly partially
necessary needed required
compulsory mandatory obligatory required
optional voluntary
free gratis complimentary
cheap inexpensive
possible feasible practicable
suitable appropriate fitting adequate proper
appropriate proper
adequate sufficient enough
sufficient enough
enough ample
important essential key
main principal primary chief
big large great
small little minor
long lengthy
short brief
brief concise
simple easy straightforward
easy simply easily
clear plain
clearly plainly
different various
several multiple various
same identical
similar comparable like
equal same
equivalent comparable
common usual ordinary normal
usual normal
regular periodic
regularly periodically
yearly annual annually
monthly month
weekly week
daily day
often frequently
frequent regular
always constantly
current existing
existing present
previous prior earlier former preceding
next following subsequent
following below subsequent
last final
final definitive
first initial
initial original
available accessible
unavailable inaccessible
open accessible
visible shown
online web internet electronic electronically
electronic digital
written writing
oral verbal
public governmental government
private personal
personal own
official formal
legal lawful
illegal unlawful
unlawful illegal
independent external
external outside
internal inside
near close next beside
beside next alongside near
around about approximately
approximately roughly
about roughly around
least minimum
most maximum
worldwide global globally
global international
foreign overseas
domestic national
strong robust
robust resilient
sound good
good satisfactory
faulty defective
broken damaged
unwilling reluctant
careful attentive
carefully attentively thoroughly
thorough careful
responsible answerable accountable
liable responsible answerable
authorised authorized permitted
unauthorised unauthorized
anonymous anonymously
automatic automatically
manual manually
constant continuous
continuous uninterrupted
together jointly
separate separately
"""
_LEGAL = """
guarantee warrant
own belong
separate apart
know aware knowledge learn discover
ensure guarantee
obligation duty commit undertake bind promise
permission consent agree approve agreed
supply provide furnish
another different other
error mistake inaccuracy
breach contravene violate infringe violation contravention
affect impair prejudice
invalid void unenforceable invalidity unenforceability
hold find deem
continue remain
confidential confidentiality secret secrecy
effect effective force
sign signature signing
unpaid outstanding
escalate raise
dispute disagreement controversy
settle resolve
remedy cure
relocate move transfer
customary usual
liable responsible answerable
claim demand
entitle right
assign transfer
waive forgo relinquish
exceed surpass
comply conform adhere
incur accrue
deem consider regard treat
cover include comprise extend
record log
prepare draw
expire lapse end
expiry end lapse
vendor supplier provider
fault blame
negligence carelessness
revise corrected
mistake inaccuracy
attachment enclosure annex
renew renewal prolong
suspend suspension
suspension interruption
object objection
request ask
report reporting
remind reminder
available availability
invoice bill
answer respond reply
return hand
receipt receive
beyond outside
govern apply
measure determine calculate establish
upload enter submit
owner ownership own
terminate termination end
notify notice
erase erasure
dispose disposal
maintain maintenance
inspect inspection audit
sole single exclusive
copy duplicate
prompt timely
legal lawful
unlawful illegal
amend amendment change
authority power
evidence proof
reasonable appropriate
entrust commission instruct
hinder prevent obstruct
abide comply
disclose divulge reveal
impose charge levy
bear pay
vary differ
solely exclusively only
subcontractor subprocessor
outage downtime unavailability interruption
restore recover
preserve keep
deadline limit
accept acceptance
deem treat
refrain abstain
located situated
withdraw revoke
leave quit terminate
transmit transmission
nominate nomination
overpaid excess
throughout whole
different another
"""
_GROUPS: tuple[tuple[str, ...], ...] = tuple(
    listed(line) for part in (_ACTS, _THINGS, _QUALITIES, _LEGAL) for line in part.split("\n") if line.strip()
)


def _indexed() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS):
        for word in group:
            found.setdefault(stems.stem(word), set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


_OF = _indexed()


def akin(one: str, other: str) -> bool:
    """Whether two stems (``stems.stem``) share a notion."""
    return one == other or not _OF.get(one, _NONE).isdisjoint(_OF.get(other, _NONE))


_NONE: frozenset[int] = frozenset()
